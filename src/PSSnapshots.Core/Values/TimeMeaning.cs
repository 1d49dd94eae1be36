using System.Globalization;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>
/// What point in time a text is (ISO 8601): an instant where it says its offset from UTC, else a reading of a clock
/// that is nowhere in particular. An instant and a reading never mean the same.
/// </summary>
internal static class TimeMeaning
{
    private const int ShortestText = 19;
    private const int LongestText = 33;

    /// <summary>Whether two strings are the same point in time, at least one of which is noted as a time.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, TypeNote? leftNote, ReadOnlySpan<byte> right, TypeNote? rightNote) =>
        (IsTime(leftNote) || IsTime(rightNote)) && TryRead(left, out var one) && TryRead(right, out var other) && one == other;

    /// <summary>Reads a string, quotes included.</summary>
    /// <param name="quoted">The string.</param>
    /// <param name="time">The ticks, of UTC where it is an instant, and whether it is one.</param>
    public static bool TryRead(ReadOnlySpan<byte> quoted, out (long Ticks, bool IsInstant) time)
    {
        time = default;
        var text = quoted[1..^1];
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
        if (!ClockOffset.TryRead(text[(ShortestText + end)..], out var offset)) return false;
        time = (read.Ticks - offset.Ticks, true);
        return true;
    }

    private static bool IsTime(TypeNote? note) => note is TypeNote.DateTime or TypeNote.DateTimeOffset;
}
