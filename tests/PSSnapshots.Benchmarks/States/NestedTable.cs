using System.Collections;
using System.Globalization;

namespace PSSnapshots.Benchmarks.States;

/// <summary>A hashtable as scripts use it: nested tables with 10,000 values of common types.</summary>
internal static class NestedTable
{
    /// <summary>The number of values in the innermost tables.</summary>
    public const int ValueCount = 10_000;

    private const int RegionCount = 50;
    private const int HostCount = 20;

    /// <summary>Creates the table. The content is always the same.</summary>
    public static Hashtable Create()
    {
        Hashtable regions = new(StringComparer.CurrentCultureIgnoreCase);
        for (int region = 0; region < RegionCount; region++)
        {
            Hashtable hosts = new(StringComparer.CurrentCultureIgnoreCase);
            for (int host = 0; host < HostCount; host++) hosts.Add(Name("host", host), Host((region * HostCount) + host));
            regions.Add(Name("region", region), hosts);
        }

        return regions;
    }

    private static Hashtable Host(int number) => new(StringComparer.CurrentCultureIgnoreCase)
    {
        ["id"] = number,
        ["name"] = Name("web", number) + ".example.com",
        ["isReady"] = number % 3 != 0,
        ["load"] = number / 7.0,
        ["memory"] = number * 4_294_967_296L,
        ["price"] = number * 0.25m,
        ["started"] = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddSeconds(number),
        ["serial"] = new Guid(number, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        ["note"] = $"The host \"{number}\" answers on port {8000 + (number % 100)};\nit was last seen by the monitor of its region.",
        ["owner"] = null,
    };

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:000}");
}
