using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class NumberTests
{
    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("0x10")]
    [InlineData("1e")]
    public void Invalid_number_is_a_syntax_violation(string literal) =>
        Assert.Equal("syntax", Assert.Single(SnapshotReader.Validate(TestDocument.Minimal.WithOutput(literal).Utf8())).Rule);

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e9999999999999999999999")]
    [InlineData("9223372036854775808")]
    [InlineData("253402300800000")]
    [InlineData("-62135596800001")]
    public void Time_outside_the_years_1_to_9999_is_a_range_violation(string number)
    {
        foreach (var document in new[]
                 {
                     TestDocument.Minimal.With("timestamp", number),
                     TestDocument.Minimal.With("logs", $$"""[{"timestamp":{{number}},"type":"step","description":"d"}]"""),
                     TestDocument.Minimal.With("events", $"[{{\"type\":\"StepStatusUpdate\",\"timestamp\":{number},\"runId\":\"r\",\"workflowId\":\"w\",\"description\":\"d\",\"payload\":{{}}}}]"),
                 })
        {
            Assert.Equal("range", Assert.Single(SnapshotReader.Validate(document.Utf8())).Rule);
        }
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("1.10")]
    [InlineData("1E+2")]
    [InlineData("9007199254740993")]
    [InlineData("123456789012345678901234567890.123456789012345678901234567890")]
    [InlineData("1e-9223372036854775808")]
    [InlineData("1e99999999999999999999999")]
    public void Number_in_an_output_keeps_its_digits(string number)
    {
        var snapshot = SnapshotReader.Read(TestDocument.Minimal.WithOutput(number).Utf8());

        var again = SnapshotReader.Read(new SnapshotManager().Export(snapshot));

        Assert.Equal(number, snapshot.StepResults["s"].OutputJson?.ToString());
        Assert.Equal(number, again.StepResults["s"].OutputJson?.ToString());
        Same.State(snapshot, again);
    }

    [Theory]
    [InlineData("1795407293704.5", "1795407293704.5")]
    [InlineData("1795407293704.1234", "1795407293704.1234")]
    [InlineData("1.795407293704e12", "1795407293704")]
    [InlineData("-1", "-1")]
    [InlineData("0", "0")]
    [InlineData("253402300799999", "253402300799999")]
    [InlineData("-62135596800000", "-62135596800000")]
    public void Time_is_preserved_to_100_ns(string number, string expected)
    {
        var snapshot = SnapshotReader.Read(TestDocument.Minimal.With("timestamp", number).Utf8());

        Assert.Contains($"\"timestamp\":{expected},", new SnapshotManager().Export(snapshot, compress: true), StringComparison.Ordinal);
    }
}
