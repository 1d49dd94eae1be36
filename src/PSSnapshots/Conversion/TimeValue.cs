using System.Globalization;
using System.Text.RegularExpressions;

namespace PSSnapshots.Conversion;

/// <summary>
/// Parses times: .NET dates, ISO 8601 text, and milliseconds since the Unix epoch. A time without an offset is UTC,
/// so that it does not depend on the machine's time zone.
/// </summary>
internal static partial class TimeValue
{
    // In this range, milliseconds are in early 1970, and seconds are from 1973 to 2286.
    private const decimal FirstSeconds = 100_000_000;
    private const decimal LastSeconds = 10_000_000_000;

    /// <exception cref="UnsupportedValueException">The value is not a time.</exception>
    public static DateTimeOffset Parse(object value, string path)
    {
        switch (value.Unwrap())
        {
            case DateTimeOffset time:
                return time;
            case DateTime time:
                return new DateTimeOffset(time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime());
            case string text when TryParseIso(text, out var time):
                return time;
            case sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal:
                return OfMilliseconds(value.Unwrap(), path);
            default:
                throw new UnsupportedValueException(
                    path, $"is {ValueShape.Describe(value)}, which is not a time. Use a DateTime, ISO 8601 text, or a number of milliseconds since 1970.");
        }
    }

    /// <summary>Parses ISO 8601 text in extended or basic format, with any fraction of a second and any offset.</summary>
    public static bool TryParseIso(string text, out DateTimeOffset time)
    {
        time = default;
        if (Iso().Match(text) is not { Success: true } match) return false;
        var fraction = match.Groups["fraction"].Value;
        var zone = match.Groups["zone"].Value.Replace(":", "", StringComparison.Ordinal);
        if (!TryParseOffset(zone, out var offset)) return false;
        var clock = $"{Part("year")}-{Part("month")}-{Part("day")}T{Part("hour")}:{Part("minute")}:{Part("second")}";
        if (!DateTime.TryParseExact(clock, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;
        var ticks = local.Ticks + (fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(7, '0')[..7], CultureInfo.InvariantCulture));
        var utc = ticks - offset.Ticks;
        if (utc < DateTimeOffset.MinValue.Ticks || utc > DateTimeOffset.MaxValue.Ticks) return false;
        time = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;

        string Part(string name) => match.Groups[name] is { Success: true } group ? group.Value : "00";
    }

    private static bool TryParseOffset(string zone, out TimeSpan offset)
    {
        offset = default;
        if (zone is "" or "Z" or "z") return true;
        var hours = int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture);
        var minutes = zone.Length > 3 ? int.Parse(zone.AsSpan(3, 2), CultureInfo.InvariantCulture) : 0;
        offset = new TimeSpan(hours, minutes, 0) * (zone[0] == '-' ? -1 : 1);
        return hours < 24 && minutes < 60;
    }

    private static DateTimeOffset OfMilliseconds(object number, string path)
    {
        const decimal Range = 1e15m;
        var asDouble = Convert.ToDouble(number, CultureInfo.InvariantCulture);
        if (!(Math.Abs(asDouble) < (double)Range)) throw new UnsupportedValueException(path, $"is {ValueShape.Describe(number)}, which is not a time.");
        var milliseconds = Convert.ToDecimal(number, CultureInfo.InvariantCulture);
        if (Math.Abs(milliseconds) is >= FirstSeconds and < LastSeconds)
        {
            throw new UnsupportedValueException(
                path, $"is {ValueShape.Describe(number)}, which looks like seconds since 1970. Use milliseconds, a DateTime, or ISO 8601 text.");
        }
        var ticks = DateTimeOffset.UnixEpoch.Ticks + decimal.Truncate(milliseconds * TimeSpan.TicksPerMillisecond);
        return ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks
            ? throw new UnsupportedValueException(path, $"is {ValueShape.Describe(number)}, which is not a time.")
            : new DateTimeOffset((long)ticks, TimeSpan.Zero);
    }

    // ISO 8601-1:2019: the date alone, or date and time; basic format only with a time, as eight digits are a number too.
    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})([Tt ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]+))?)?(?<zone>[Zz]|[+-][0-9]{2}(:?[0-9]{2})?)?)?\z"
        + @"|\A(?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2})[Tt](?<hour>[0-9]{2})(?<minute>[0-9]{2})((?<second>[0-9]{2})([.,](?<fraction>[0-9]+))?)?(?<zone>[Zz]|[+-][0-9]{2}(:?[0-9]{2})?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();
}
