using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "22")]
public class FormatVersionTests
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
    public void Unsupported_version_is_rejected(string version)
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
    public void Version_1_x_is_read_and_reported(string version)
    {
        var snapshot = SnapshotReader.Read(TestDocument.Minimal.With("version", $"\"{version}\"").ToString());

        Assert.Equal(version, snapshot.Version);
    }

    [Fact]
    public void Unknown_fields_are_preserved()
    {
        var document = TestDocument.Minimal.With("tenant", """{"id":7}""").ToString();

        var snapshot = SnapshotReader.Read(document);

        Assert.Equal("""{"id":7}""", snapshot.State.UnknownFields["tenant"].ToString());
        Assert.Contains("\"tenant\":{\"id\":7}", new SnapshotManager().Export(snapshot, compress: true), StringComparison.Ordinal);
    }
}
