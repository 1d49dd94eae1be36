using System.Globalization;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>
/// Compares strings as times (ISO 8601). A time with an offset from UTC is an instant; a time without one is a local time
/// in an unspecified zone. An instant never equals a local time.
/// </summary>
internal static class TimeEquality
{
    private const int ShortestText = 19;
    private const int LongestText = 33;
    private const int LengthOfEscape = 6;

    /// <summary>Returns true if at least one of two strings is noted as a time and both represent the same time.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, TypeNote? leftNote, ReadOnlySpan<byte> right, TypeNote? rightNote) =>
        (IsTime(leftNote) || IsTime(rightNote)) && TryRead(left, out var one) && TryRead(right, out var other) && one == other;

    /// <summary>Reads a string as a time.</summary>
    /// <param name="quoted">The string, including its quotes.</param>
    /// <param name="time">Whether the time is an instant, and its ticks: in UTC if it is, otherwise in local time.</param>
    public static bool TryRead(ReadOnlySpan<byte> quoted, out (long Ticks, bool IsInstant) time)
    {
        time = default;
        var text = Unescape(quoted[1..^1]);
        if (text.Length is < ShortestText or > LongestText || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') return false;
        var end = text[ShortestText..].IndexOfAny("Z+-"u8);
        var clock = end < 0 ? text : text[..(ShortestText + end)];
        if (!DateTime.TryParseExact(
            Encoding.UTF8.GetString(clock), "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) return false;
        if (end < 0)
        {
            time = (read.Ticks, false);
            return true;
        }
        if (!UtcOffset.TryRead(text[(ShortestText + end)..], out var offset)) return false;
        time = (read.Ticks - offset.Ticks, true);
        return true;
    }

    /// <summary>Unescapes a string that is short enough to be a time. Some writers escape the plus sign of an offset.</summary>
    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw) =>
        raw.Length <= LongestText * LengthOfEscape && raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(JsonText.Unescape(raw)) : raw;

    private static bool IsTime(TypeNote? note) => note is TypeNote.DateTime or TypeNote.DateTimeOffset;
}
