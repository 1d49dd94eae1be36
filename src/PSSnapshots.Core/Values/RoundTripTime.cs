using System.Globalization;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>
/// Reads a <see cref="DateTime"/> in round-trip form. A local time is read as the same instant in the zone of the reader,
/// as the framework does; but where that is none that the type can hold, or is so near its ends that the framework
/// errs, it is read all the same: the greatest and the least value stay what they are in every zone, for scripts mean
/// "never" by them, and another time that leaves the range becomes the end that it would leave by.
/// </summary>
internal static class RoundTripTime
{
    private const string Clock = "yyyy-MM-dd'T'HH:mm:ss.fffffff";
    private const int ClockLength = 27;

    // No offset is greater than 14 hours.
    private const long NearEnd = 2 * TimeSpan.TicksPerDay;

    private static readonly long Latest = DateTime.MaxValue.Ticks - NearEnd;

    public static bool TryRead(string text, out DateTime time)
    {
        if (TryReadNearEnd(text, out time)) return true;
        return DateTime.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out time);
    }

    private static bool TryReadNearEnd(string text, out DateTime time)
    {
        time = default;
        if (text.Length <= ClockLength || text[ClockLength] == 'Z' || !ClockOffset.TryRead(Encoding.UTF8.GetBytes(text[ClockLength..]), out var offset)) return false;
        if (!DateTime.TryParseExact(text.AsSpan(0, ClockLength), Clock, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)) return false;
        if (clock.Ticks > NearEnd && clock.Ticks < Latest) return false;
        time = DateTime.SpecifyKind(clock, DateTimeKind.Local);
        if (clock == DateTime.MinValue || clock == DateTime.MaxValue || TimeZoneInfo.Local.GetUtcOffset(time) == offset) return true;
        var utc = Math.Clamp(clock.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        var here = utc + TimeZoneInfo.Local.GetUtcOffset(new DateTime(utc, DateTimeKind.Utc)).Ticks;
        time = new DateTime(Math.Clamp(here, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Local);
        return true;
    }
}
