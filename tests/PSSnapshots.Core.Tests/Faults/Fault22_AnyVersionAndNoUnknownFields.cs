using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault22_AnyVersionAndNoUnknownFields
{
    [Theory]
    [InlineData("99.0")]
    [InlineData("2.0.0")]
    [InlineData("0.9")]
    [InlineData("")]
    [InlineData("1.")]
    [InlineData("1.x")]
    [InlineData("1.0.0.0")]
    [InlineData("1.0.0-beta")]
    [InlineData("10")]
    public void A_version_that_is_not_1_x_is_refused_with_a_reason(string version)
    {
        var document = TestDocument.Minimal.With("version", $"\"{version}\"").ToString();

        var violation = Assert.Single(SnapshotReader.Validate(document));

        Assert.Equal(("version", "/version"), (violation.Rule, violation.Path));
        Assert.Contains($"Version '{version}' is not supported", violation.Message, StringComparison.Ordinal);
        Assert.Contains(SnapshotFormat.Version, violation.Message, StringComparison.Ordinal);
        Assert.Throws<SnapshotFormatException>(() => new SnapshotManager().Import(document));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1.0.0")]
    [InlineData("1.1.0")]
    [InlineData("1.99.7")]
    public void A_version_1_x_is_read_and_told(string version)
    {
        var snapshot = SnapshotReader.Read(TestDocument.Minimal.With("version", $"\"{version}\"").ToString());

        Assert.Equal(version, snapshot.Version);
    }

    [Fact]
    public void Unknown_fields_are_kept()
    {
        var document = TestDocument.Minimal.With("tenant", """{"id":7}""").ToString();

        var snapshot = SnapshotReader.Read(document);

        Assert.Equal("""{"id":7}""", snapshot.State.UnknownFields["tenant"].ToString());
        Assert.Contains("\"tenant\":{\"id\":7}", new SnapshotManager().Export(snapshot, compress: true), StringComparison.Ordinal);
    }
}
