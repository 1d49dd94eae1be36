using System.Text.RegularExpressions;
using CsCheck;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Patching;

public class SnapshotPatchTests
{
    private static readonly bool[] Guards = [false, true];
    private static readonly Regex[] Selections = [new("^/(stepResults|result|input)(/|$)"), new("^/executionContext/"), new("^/(logs|events)(/|$)")];
    private static readonly ComparisonOptions WithTypes = new() { IncludeType = true };

    [Fact]
    public void Between_with_IncludeType_creates_patches_from_one_state_to_another_and_back() =>
        Property.Holds(Gen.Select(Generate.StoreAction.Array[0, 15], Generate.StoreAction.Array[0, 8]), example =>
        {
            var store = Generate.StoreAfter(example.Item1);
            var manager = new SnapshotManager(timeProvider: new FakeClock());
            var before = manager.Create(store);
            foreach (var action in example.Item2) action(store);
            var after = manager.Create(store);

            foreach (var guarded in Guards)
            {
                Same.State(after.State, SnapshotPatch.Apply(before, Reparse(SnapshotPatch.Between(before.State, after.State, WithTypes, guarded))));
                Same.State(before.State, SnapshotPatch.Apply(after, Reparse(SnapshotPatch.Between(after.State, before.State, WithTypes, guarded))));
            }
        });

    [Fact]
    public void Patched_state_has_no_differences_from_the_second_state() =>
        Property.Holds(Gen.Select(Generate.StoreAction.Array[0, 15], Generate.StoreAction.Array[0, 4]), example =>
        {
            var store = Generate.StoreAfter(example.Item1);
            var before = new SnapshotManager(timeProvider: new FakeClock()).Create(store);
            foreach (var action in example.Item2) action(store);

            foreach (var guarded in Guards)
            {
                var patch = SnapshotPatch.Between(before.State, store.State, guarded: guarded);

                Assert.Equal(StateComparison.Compare(before.State, store.State).Count == 0, patch.Count == 0);
                Assert.Empty(StateComparison.Compare(SnapshotPatch.Apply(before, Reparse(patch)), store.State));
            }
        }, times: 1000);

    [Fact]
    public void Patch_of_selected_paths_leaves_no_differences_at_these_paths() =>
        Property.Holds(Gen.Select(Generate.StoreAction.Array[0, 15], Generate.StoreAction.Array[0, 6], Gen.Int[0, Selections.Length - 1], Gen.Bool), example =>
        {
            var store = Generate.StoreAfter(example.Item1);
            var before = new SnapshotManager(timeProvider: new FakeClock()).Create(store);
            foreach (var action in example.Item2) action(store);
            var options = new ComparisonOptions { Includes = path => Selections[example.Item3].IsMatch(path), IncludeType = example.Item4 };

            var patch = Reparse(SnapshotPatch.Between(before.State, store.State, options, guarded: true));

            Assert.Empty(StateComparison.Compare(SnapshotPatch.Apply(before, patch), store.State, options).Select(change => change.ToString()));
        }, times: 1000);

    [Fact]
    public void Patch_changes_types_of_patched_values_only()
    {
        // Long enough that replacing the whole object is never shorter.
        var rest = $"\"rest\":\"{new string('x', 1_000)}\"}}";
        var from = Noted("""{"a":1,"b":[1,2],"c":3,""" + rest, """{"/output/a":"int64","/output/b/1":"int64"}""");
        var to = Noted("""{"a":1,"b":[0,1,2],"c":4,""" + rest, """{"/output/b/1":"int64","/output/c":"decimal"}""");

        var patched = SnapshotPatch.Apply(from, Reparse(SnapshotPatch.Between(from.State, to.State)));

        Assert.Equal(
            ["Changed /stepResults/s/output/a: 1 (Int64) -> 1 (Int32)"],
            StateComparison.Compare(patched, to.State, WithTypes).Select(change => change.ToString()));
    }

    [Fact]
    public void Patch_without_one_operation_has_valid_array_indexes()
    {
        var from = Noted("""[1,2,3,4]""", """{"/output/0":"int64","/output/2":"decimal"}""");
        var to = Noted("""[0,"2024-03-31T10:00:00.0000000Z",4,"x"]""", """{"/output/1":"dateTime","/output/2":"decimal","/output/3":"char"}""");
        var all = SnapshotPatch.Between(from.State, to.State, new() { Includes = _ => true });

        Same.State(to.State, SnapshotPatch.Apply(from, all));
        foreach (var operation in all.Operations)
        {
            var without = SnapshotPatch.Between(from.State, to.State, new() { Includes = path => path != operation.Path });
            Assert.NotNull(SnapshotPatch.Apply(from, without));
        }
    }

    [Fact]
    public void Patch_of_selected_paths_includes_the_types_of_patched_values()
    {
        var from = Noted("""{"a":"x","b":1}""", """{"/output/b":"int64"}""");
        var to = Noted("""{"a":"AQI=","b":2}""", """{"/output/a":"bytes","/output/b":"decimal"}""");

        var patched = SnapshotPatch.Apply(from, Reparse(SnapshotPatch.Between(from.State, to.State, new() { Includes = path => path.EndsWith("/a", StringComparison.Ordinal) })));

        Assert.Equal(
            ["Changed /stepResults/s/output/b: 1 (Int64) -> 2 (Decimal)"],
            StateComparison.Compare(patched, to.State, WithTypes).Select(change => change.ToString()));
    }

    [Fact]
    public void Depth_replaces_whole_values() =>
        Assert.Equal(
            ["/stepResults"],
            SnapshotPatch.Between(Snapshot("""{"x":1}""").State, Snapshot("""{"x":2}""").State, new() { Depth = 0 }).Operations.Select(operation => operation.Path));

    [Fact]
    public void Apply_throws_with_the_path_when_the_result_is_not_a_valid_snapshot()
    {
        var failure = Assert.Throws<PatchFailedException>(() =>
            SnapshotPatch.Apply(Sample.FullSnapshot(), JsonPatch.Parse("""[{"op":"replace","path":"/stepResults/build/status","value":"done"}]""")));

        Assert.Equal("/stepResults/build/status", failure.Path);
        Assert.IsType<SnapshotFormatException>(failure.InnerException);
    }

    private static JsonPatch Reparse(JsonPatch patch) => JsonPatch.Parse(patch.ToString());

    private static Snapshot Noted(string output, string notes) => SnapshotReader.Read(
        TestDocument.Minimal.With("stepResults", "{\"s\":{\"status\":\"completed\",\"output\":" + output + ",\"valueTypes\":" + notes + "}}").ToString());

    private static Snapshot Snapshot(string output) => SnapshotReader.Read(TestDocument.Minimal.WithOutput(output).ToString());
}
