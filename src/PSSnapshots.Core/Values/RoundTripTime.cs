using System.Globalization;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>
/// Reads a <see cref="DateTime"/> in round-trip form ("O"). A local time is converted to the same instant in the current
/// time zone, as the framework does.
/// </summary>
/// <remarks>
/// The framework fails for local times near the ends of the range of <see cref="DateTime"/>. Here,
/// <see cref="DateTime.MinValue"/> and <see cref="DateTime.MaxValue"/>, which scripts use as "never", are the same in
/// every time zone. Any other time that would leave the range is clamped to its end.
/// </remarks>
internal static class RoundTripTime
{
    private const string Clock = "yyyy-MM-dd'T'HH:mm:ss.fffffff";
    private const int ClockLength = 27;

    // No offset is greater than 14 hours.
    private const long NearEnd = 2 * TimeSpan.TicksPerDay;

    private static readonly long Latest = DateTime.MaxValue.Ticks - NearEnd;

    /// <summary>Reads a time. Returns false if the text is not in round-trip form.</summary>
    public static bool TryRead(string text, out DateTime time)
    {
        if (TryReadNearEnd(text, out time)) return true;
        return DateTime.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out time);
    }

    private static bool TryReadNearEnd(string text, out DateTime time)
    {
        time = default;
        if (text.Length <= ClockLength || text[ClockLength] == 'Z' || !UtcOffset.TryRead(Encoding.UTF8.GetBytes(text[ClockLength..]), out var offset)) return false;
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
