using System.Globalization;

namespace PSSnapshots.Values;

/// <summary>Creates, parses and follows JSON Pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>Appends the unescaped name of a member to a pointer.</summary>
    public static string Append(string pointer, string token) =>
        string.Concat(pointer, "/", Escape(token));

    /// <summary>Appends the index of an item to a pointer.</summary>
    public static string Append(string pointer, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}");

    /// <summary>Returns the pointer that consists of the given unescaped names and indexes.</summary>
    public static string Of(ReadOnlySpan<string> tokens)
    {
        var pointer = new System.Text.StringBuilder();
        foreach (var token in tokens) pointer.Append('/').Append(Escape(token));
        return pointer.ToString();
    }

    /// <summary>Escapes a name for use in a pointer (RFC 6901, section 3).</summary>
    public static string Escape(string token) => token.AsSpan().ContainsAny('~', '/')
        ? token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
        : token;

    /// <summary>Splits a pointer into its unescaped names and indexes.</summary>
    /// <returns>False if the text is not a pointer: it does not start with a slash, or has a ~ that is neither ~0 nor ~1.</returns>
    public static bool TryParse(string pointer, out string[] tokens)
    {
        tokens = [];
        if (pointer.Length == 0) return true;
        if (pointer[0] != '/') return false;
        for (var at = pointer.IndexOf('~'); at >= 0; at = pointer.IndexOf('~', at + 1))
            if (at + 1 == pointer.Length || pointer[at + 1] is not ('0' or '1')) return false;
        tokens = Array.ConvertAll(pointer[1..].Split('/'), Unescape);
        return true;
    }

    /// <summary>Reads a token as an array index. Returns false if it is not an index, which includes numbers with leading zeros.</summary>
    public static bool TryIndex(string token, out int index)
    {
        index = 0;
        return token.Length > 0 && (token.Length == 1 || token[0] != '0')
            && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    /// <summary>Returns the part of a value that the tokens refer to, or <see langword="null"/> if it does not exist.</summary>
    public static JsonValue? Find(JsonValue? value, ReadOnlySpan<string> tokens)
    {
        foreach (var token in tokens) value = Child(value, token);
        return value;
    }

    private static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static JsonValue? Child(JsonValue? value, string token)
    {
        if (value?.Kind != JsonKind.Array) return value?.GetMember(token);
        if (!TryIndex(token, out var index)) return null;
        foreach (var item in JsonScan.Items(value.Slice))
            if (index-- == 0) return new JsonValue(item, value.Notes?.Under(token));
        return null;
    }
}
