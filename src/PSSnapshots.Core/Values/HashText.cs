using System.Security.Cryptography;

namespace PSSnapshots.Values;

/// <summary>SHA-256 as lower-case hexadecimal.</summary>
internal static class HashText
{
    /// <summary>The hash of a content.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Spell(SHA256.HashData(content));

    /// <summary>How a hash is spelled.</summary>
    public static string Spell(ReadOnlySpan<byte> hash) => Convert.ToHexString(hash).ToLowerInvariant();
}
