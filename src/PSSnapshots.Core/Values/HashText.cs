using System.Security.Cryptography;

namespace PSSnapshots.Values;

/// <summary>Formats SHA-256 hashes (FIPS 180-4) as lowercase hexadecimal text.</summary>
internal static class HashText
{
    /// <summary>Returns the hash of the given bytes as 64 hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Spell(SHA256.HashData(content));

    /// <summary>Formats a hash that was computed elsewhere.</summary>
    public static string Spell(ReadOnlySpan<byte> hash) => Convert.ToHexString(hash).ToLowerInvariant();
}
