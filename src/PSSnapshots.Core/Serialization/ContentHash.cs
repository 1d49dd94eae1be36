using System.Security.Cryptography;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>The SHA-256 (FIPS 180-4) of a state's compact JSON, computed without the JSON ever standing in one piece.</summary>
internal static class ContentHash
{
    public static string Of(RunState state)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var hashing = new HashingStream(hash);
        using var output = new Utf8Output(hashing);
        StateDocument.WriteTo(state, output);
        output.Flush();
        return HashText.Spell(hash.GetHashAndReset());
    }
}
