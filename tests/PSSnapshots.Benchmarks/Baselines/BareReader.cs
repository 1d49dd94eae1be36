using System.Text.Json;

namespace PSSnapshots.Benchmarks.Baselines;

/// <summary>The least that reading JSON can cost with the framework's reader: every token, and nothing kept.</summary>
internal static class BareReader
{
    /// <summary>Reads all tokens, and returns how many there are.</summary>
    public static int CountTokens(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader reader = new(utf8);
        int count = 0;
        while (reader.Read()) count++;
        return count;
    }
}
