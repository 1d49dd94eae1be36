using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>
/// Reads and writes the times of the snapshot format: milliseconds since the Unix epoch, in UTC. A fraction of a
/// millisecond is kept to a precision of 100 ns.
/// </summary>
internal static class EpochTime
{
    /// <summary>Reads a JSON number as a time. Returns false if the time is outside the years 1 to 9999.</summary>
    public static bool TryRead(ReadOnlySpan<byte> number, out DateTimeOffset time)
    {
        time = default;
        if (Utf8Parser.TryParse(number, out long milliseconds, out var used) && used == number.Length)
        {
            if (milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
                return false;
            time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            return true;
        }
        if (!decimal.TryParse(Encoding.UTF8.GetString(number), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            || Math.Abs(exact) > 1e15m)
        {
            return false;
        }
        var ticks = DateTimeOffset.UnixEpoch.Ticks + decimal.Round(exact * TimeSpan.TicksPerMillisecond);
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks) return false;
        time = new DateTimeOffset((long)ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>Writes a time as a JSON number.</summary>
    public static void Write(DateTimeOffset time, Utf8Output output)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        if (ticks % TimeSpan.TicksPerMillisecond == 0)
        {
            output.Number(ticks / TimeSpan.TicksPerMillisecond);
            return;
        }
        var exact = (decimal)ticks / TimeSpan.TicksPerMillisecond;
        output.Json(Encoding.ASCII.GetBytes(exact.ToString("0.####", CultureInfo.InvariantCulture)));
    }

    /// <summary>Truncates a time to whole milliseconds, the precision that every version of the format preserves.</summary>
    public static DateTimeOffset ToMillisecond(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
