using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Values;

public class EpochTimeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 10_000)]
    [InlineData("-1", -10_000)]
    [InlineData("1.5", 15_000)]
    [InlineData("0.0001", 1)]
    [InlineData("0.00001", 0)]
    [InlineData("-0.25", -2_500)]
    [InlineData("1e3", 10_000_000)]
    [InlineData("1795407293704.1234", 17954072937041234)]
    public void TryRead_reads_milliseconds_since_1970_to_a_precision_of_100_ns(string number, long ticks)
    {
        Assert.True(EpochTime.TryRead(Encoding.UTF8.GetBytes(number), out var time));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(ticks), time);
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("253402300799999.9999", true)]
    [InlineData("253402300800000", false)]
    [InlineData("253402300800000.0", false)]
    [InlineData("-62135596800000", true)]
    [InlineData("-62135596800001", false)]
    [InlineData("-62135596800000.1", false)]
    [InlineData("9223372036854775807", false)]
    [InlineData("1e400", false)]
    [InlineData("1e-400", true)]
    public void TryRead_accepts_only_times_in_the_years_1_to_9999(string number, bool expected) =>
        Assert.Equal(expected, EpochTime.TryRead(Encoding.UTF8.GetBytes(number), out _));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(10_000, "1")]
    [InlineData(15_000, "1.5")]
    [InlineData(1, "0.0001")]
    [InlineData(-2_500, "-0.25")]
    [InlineData(17954072937041234, "1795407293704.1234")]
    public void Write_writes_milliseconds_to_a_precision_of_100_ns(long ticks, string expected)
    {
        using var output = new Utf8Output();

        EpochTime.Write(DateTimeOffset.UnixEpoch.AddTicks(ticks).ToOffset(TimeSpan.FromHours(2)), output);

        Assert.Equal(expected, Encoding.UTF8.GetString(output.Written));
    }

    [Fact]
    public void ToMillisecond_truncates_to_milliseconds_in_UTC()
    {
        var time = new DateTimeOffset(2025, 1, 2, 3, 4, 5, 678, 912, TimeSpan.FromHours(2));

        Assert.Equal(new DateTimeOffset(2025, 1, 2, 1, 4, 5, 678, TimeSpan.Zero), EpochTime.ToMillisecond(time));
        Assert.Equal(TimeSpan.Zero, EpochTime.ToMillisecond(time).Offset);
    }
}
