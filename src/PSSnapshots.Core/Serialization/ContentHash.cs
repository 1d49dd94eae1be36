using System.Security.Cryptography;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>Computes the SHA-256 hash (FIPS 180-4) of the compact JSON of a state. The JSON is streamed, not stored.</summary>
internal static class ContentHash
{
    /// <summary>Returns the hash as 64 hexadecimal digits.</summary>
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
