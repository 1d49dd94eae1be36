using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Values;

/// <summary>Local times are converted to the time zone of the machine, so these tests hold in any zone.</summary>
public class RoundTripTimeTests
{
    [Theory]
    [InlineData("0001-01-01T00:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59.9999999")]
    public void MinValue_and_MaxValue_are_the_same_in_every_time_zone(string clock)
    {
        foreach (var offset in Offsets())
        {
            Assert.True(RoundTripTime.TryRead(clock + offset, out var time), offset);
            Assert.Equal((clock[0] == '0' ? DateTime.MinValue : DateTime.MaxValue, DateTimeKind.Local), (time, time.Kind));
        }
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00.0000001")]
    [InlineData("0001-01-01T13:59:00.0000000")]
    [InlineData("0001-01-02T11:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59.9999998")]
    [InlineData("9999-12-31T09:00:00.0000000")]
    [InlineData("9999-12-30T12:00:00.0000000")]
    public void Time_near_the_ends_of_the_range_is_converted_or_clamped(string clock)
    {
        foreach (var offset in Offsets())
        {
            Assert.True(RoundTripTime.TryRead(clock + offset, out var time), offset);
            Assert.Equal(DateTimeKind.Local, time.Kind);
            Assert.True(TimeEquality.TryRead(System.Text.Encoding.ASCII.GetBytes($"\"{clock}{offset}\""), out var instant));
            var here = instant.Ticks + TimeZoneInfo.Local.GetUtcOffset(new DateTime(Math.Clamp(instant.Ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc)).Ticks;
            if (here >= 0 && here <= DateTime.MaxValue.Ticks) Assert.Equal(here, time.Ticks, tolerance: TimeSpan.TicksPerHour);
            else Assert.Equal(here < 0 ? DateTime.MinValue : DateTime.MaxValue, time);
        }
    }

    [Theory]
    [InlineData("2024-02-30T00:00:00.0000000+00:00")]
    [InlineData("9999-12-31T23:59:60.0000000+00:00")]
    [InlineData("10000-01-01T00:00:00.0000000Z")]
    [InlineData("9999-12-31T23:59:59.9999999+01:0x")]
    [InlineData("9999-12-31T23:59:59.999+01:00")]
    [InlineData("")]
    public void Text_in_another_form_is_rejected(string text) => Assert.False(RoundTripTime.TryRead(text, out _));

    private static IEnumerable<string> Offsets() =>
        Enumerable.Range(-14, 29).Select(hours => $"{(hours < 0 ? '-' : '+')}{Math.Abs(hours):00}:00").Append("+05:45").Append("-00:44");
}
