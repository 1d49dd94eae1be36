using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Originals;

public class OriginalRoundTripTests
{
    public static TheoryData<string> Files => OriginalFiles.AsTheoryData();

    [Fact]
    public void There_are_five_originals() => Assert.Equal(5, OriginalFiles.Names.Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void It_has_no_violation(string name)
    {
        Assert.Empty(SnapshotReader.Validate(OriginalFiles.Bytes(name)));
        Assert.Empty(SnapshotReader.Validate(OriginalFiles.Text(name)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_restores_into_a_store_exports_imports_and_is_equal_to_itself(string name)
    {
        var manager = new SnapshotManager();
        var original = manager.Import(OriginalFiles.Text(name));
        var store = new RunStore(RunState.Create(original.WorkflowId, original.RunId), new FakeClock());

        new SnapshotManager().Restore(store, original);
        var again = new SnapshotManager().Import(new SnapshotManager().Export(manager.Create(store)));

        Same.State(original.State, store.State);
        Same.State(original, again);
        Same.State(again, SnapshotReader.Read(OriginalFiles.Bytes(name)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_export_has_every_field_of_the_file_with_the_same_meaning(string name)
    {
        var file = Json.Of(OriginalFiles.Text(name));

        var export = Json.Of(new SnapshotManager().Export(SnapshotReader.Read(OriginalFiles.Text(name))));

        foreach (var field in TestDocument.Minimal.Names.Append("result").Append("error").Where(field => field != "version"))
            Assert.Equal(file.GetMember(field), export.GetMember(field));
        Assert.Equal(SnapshotFormat.Version, export.GetMember("version")?.GetString());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_export_keeps_the_files_text_but_for_the_fields_that_are_ours(string name)
    {
        var snapshot = SnapshotReader.Read(OriginalFiles.Text(name));

        var export = new SnapshotManager().Export(snapshot);

        var expected = OriginalFiles.Text(name).Replace(
            "\"version\": \"1.0.0\"", $"\"version\": \"1.1.0\",\n  \"id\": \"{snapshot.Id}\"", StringComparison.Ordinal);
        Assert.Equal(expected, export);
    }
}
