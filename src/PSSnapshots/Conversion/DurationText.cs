using System.Globalization;

namespace PSSnapshots.Conversion;

/// <summary>Formats durations for display.</summary>
internal static class DurationText
{
    /// <returns>
    /// Text such as <c>2.1 s -> 3.4 s</c>, with a question mark for an unknown duration, or <see langword="null"/>
    /// if both are unknown or equal.
    /// </returns>
    public static string? OfChange(TimeSpan? from, TimeSpan? to) => from == to ? null : $"{Of(from)} -> {Of(to)}";

    /// <returns>Text such as <c>340 ms</c>, <c>2.1 s</c>, <c>3 min 5 s</c> or <c>26 h 4 min</c>.</returns>
    private static string Of(TimeSpan? time) => time switch
    {
        null => "?",
        { TotalSeconds: < 1 } brief => string.Create(CultureInfo.InvariantCulture, $"{brief.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } some => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(some.TotalSeconds * 10) / 10:0.0} s"),
        { TotalHours: < 1 } longer => string.Create(CultureInfo.InvariantCulture, $"{longer.Minutes} min {longer.Seconds} s"),
        { } longest => string.Create(CultureInfo.InvariantCulture, $"{(long)longest.TotalHours} h {longest.Minutes} min"),
    };
}
