using System.Globalization;

namespace PSSnapshots.Values;

/// <summary>JSON Pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>A pointer to a member of what <paramref name="pointer"/> points to.</summary>
    public static string Append(string pointer, string token) =>
        string.Concat(pointer, "/", token.Contains('~') || token.Contains('/')
            ? token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
            : token);

    /// <summary>A pointer to an item of what <paramref name="pointer"/> points to.</summary>
    public static string Append(string pointer, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}");
}
