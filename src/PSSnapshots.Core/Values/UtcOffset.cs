namespace PSSnapshots.Values;

/// <summary>Reads offsets from UTC in ISO 8601 form: <c>Z</c>, <c>+hh:mm</c> or <c>-hh:mm</c>.</summary>
internal static class UtcOffset
{
    /// <summary>Reads an offset. Returns false if the text has another form.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = default;
        if (text is [(byte)'Z']) return true;
        if (text is not [(byte)'+' or (byte)'-', _, _, (byte)':', _, _]) return false;
        foreach (var digit in (ReadOnlySpan<byte>)[text[1], text[2], text[4], text[5]])
            if (!char.IsAsciiDigit((char)digit)) return false;
        var minutes = (((text[1] - '0') * 10) + (text[2] - '0')) * 60 + ((text[4] - '0') * 10) + (text[5] - '0');
        offset = TimeSpan.FromMinutes(text[0] == '-' ? -minutes : minutes);
        return true;
    }
}
