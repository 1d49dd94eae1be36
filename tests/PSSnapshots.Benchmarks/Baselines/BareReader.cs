using System.Text.Json;

namespace PSSnapshots.Benchmarks.Baselines;

/// <summary>The lower limit for reading JSON with the reader of .NET: reads every token and keeps nothing.</summary>
internal static class BareReader
{
    /// <summary>Reads all tokens, and returns their number.</summary>
    public static int CountTokens(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader reader = new(utf8);
        int count = 0;
        while (reader.Read()) count++;
        return count;
    }
}
