using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Originals;

public class OriginalRoundTripTests
{
    public static TheoryData<string> Files => OriginalFiles.AsTheoryData();

    [Fact]
    public void Five_original_files_exist() => Assert.Equal(5, OriginalFiles.Names.Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void Original_file_has_no_violations(string name)
    {
        Assert.Empty(SnapshotReader.Validate(OriginalFiles.Bytes(name)));
        Assert.Empty(SnapshotReader.Validate(OriginalFiles.Text(name)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Original_file_is_equal_after_restore_export_and_import(string name)
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
    public void Export_of_an_original_file_has_all_its_fields_with_the_same_meaning(string name)
    {
        var file = Json.Of(OriginalFiles.Text(name));

        var export = Json.Of(new SnapshotManager().Export(SnapshotReader.Read(OriginalFiles.Text(name))));

        foreach (var field in TestDocument.Minimal.Names.Append("result").Append("error").Where(field => field != "version"))
            Assert.Equal(file.GetMember(field), export.GetMember(field));
        Assert.Equal(SnapshotFormat.Version, export.GetMember("version")?.GetString());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Export_of_an_original_file_changes_only_the_added_fields(string name)
    {
        var snapshot = SnapshotReader.Read(OriginalFiles.Text(name));

        var export = new SnapshotManager().Export(snapshot);

        var expected = OriginalFiles.Text(name).Replace(
            "\"version\": \"1.0.0\"", $"\"version\": \"1.1.0\",\n  \"id\": \"{snapshot.Id}\"", StringComparison.Ordinal);
        Assert.Equal(expected, export);
    }
}
