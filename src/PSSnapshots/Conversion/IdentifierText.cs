using System.Globalization;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>
/// Reads IDs and other text of a run. ConvertFrom-Json converts text that looks like a date. Such dates are
/// converted back to ISO 8601 in UTC, so that an ID does not depend on the machine's culture or time zone.
/// </summary>
internal static class IdentifierText
{
    public static string Of(object value) => value.Unwrap() switch
    {
        string text => text,
        DateTime { Kind: DateTimeKind.Unspecified } time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTime time => InUtc(time.ToUniversalTime()),
        DateTimeOffset time => InUtc(time.UtcDateTime),
        _ => LanguagePrimitives.ConvertTo<string>(value),
    };

    private static string InUtc(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
}
