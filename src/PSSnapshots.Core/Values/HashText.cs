using System.Security.Cryptography;

namespace PSSnapshots.Values;

/// <summary>Formats SHA-256 hashes (FIPS 180-4) as lowercase hexadecimal text.</summary>
internal static class HashText
{
    /// <summary>Returns the hash of the given bytes as 64 hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Spell(SHA256.HashData(content));

    /// <summary>Formats a hash that was computed elsewhere.</summary>
    public static string Spell(ReadOnlySpan<byte> hash) => Convert.ToHexString(hash).ToLowerInvariant();

    /// <summary>Returns whether a text is the hash of a content, or its beginning.</summary>
    public static bool IsOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        for (var i = 0; i < text.Length; i++)
            if (text[i] != "0123456789abcdef"u8[i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15]) return false;
        return true;
    }
}
