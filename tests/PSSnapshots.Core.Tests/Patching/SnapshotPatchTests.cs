using CsCheck;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Patching;

public class SnapshotPatchTests
{
    private static readonly bool[] Guards = [false, true];
    private static readonly ComparisonOptions WithTypes = new() { IncludeType = true };

    [Fact]
    public void The_patch_between_two_states_leads_from_one_to_the_other_and_back_with_all_types() =>
        Property.Holds(Gen.Select(Generate.StoreAction.Array[0, 15], Generate.StoreAction.Array[0, 8]), example =>
        {
            var store = Generate.StoreAfter(example.Item1);
            var manager = new SnapshotManager(timeProvider: new FakeClock());
            var before = manager.Create(store);
            foreach (var action in example.Item2) action(store);
            var after = manager.Create(store);

            foreach (var guarded in Guards)
            {
                Same.State(after.State, SnapshotPatch.Apply(before, Through(SnapshotPatch.Between(before.State, after.State, WithTypes, guarded))));
                Same.State(before.State, SnapshotPatch.Apply(after, Through(SnapshotPatch.Between(after.State, before.State, WithTypes, guarded))));
            }
        });

    [Fact]
    public void A_patch_has_operations_for_what_a_comparison_tells_and_leads_to_where_it_tells_nothing() =>
        Property.Holds(Gen.Select(Generate.StoreAction.Array[0, 15], Generate.StoreAction.Array[0, 4]), example =>
        {
            var store = Generate.StoreAfter(example.Item1);
            var before = new SnapshotManager(timeProvider: new FakeClock()).Create(store);
            foreach (var action in example.Item2) action(store);

            foreach (var guarded in Guards)
            {
                var patch = SnapshotPatch.Between(before.State, store.State, guarded: guarded);

                Assert.Equal(StateComparison.Compare(before.State, store.State).Count == 0, patch.Count == 0);
                Assert.Empty(StateComparison.Compare(SnapshotPatch.Apply(before, Through(patch)), store.State));
            }
        }, times: 1000);

    [Fact]
    public void A_value_that_is_patched_brings_its_type_and_no_other_changes_its_own()
    {
        // So long that no operation replaces all of it.
        var rest = $"\"rest\":\"{new string('x', 1_000)}\"}}";
        var from = Noted("""{"a":1,"b":[1,2],"c":3,""" + rest, """{"/output/a":"int64","/output/b/1":"int64"}""");
        var to = Noted("""{"a":1,"b":[0,1,2],"c":4,""" + rest, """{"/output/b/1":"int64","/output/c":"decimal"}""");

        var patched = SnapshotPatch.Apply(from, Through(SnapshotPatch.Between(from.State, to.State)));

        Assert.Equal(
            ["Changed /stepResults/s/output/a: 1 (Int64) -> 1 (Int32)"],
            StateComparison.Compare(patched, to.State, WithTypes).Select(change => change.ToString()));
    }

    [Fact]
    public void Only_what_is_chosen_is_patched_and_places_in_lists_hold()
    {
        var from = Snapshot("""[1,2,3,4]""");
        var to = Snapshot("""[0,2,4,5]""");
        var all = SnapshotPatch.Between(from.State, to.State, new() { Includes = _ => true });

        Same.State(to.State, SnapshotPatch.Apply(from, all));
        foreach (var operation in all.Operations)
        {
            var without = SnapshotPatch.Between(from.State, to.State, new() { Includes = path => path != operation.Path });
            Assert.NotNull(SnapshotPatch.Apply(from, without));
        }
    }

    [Fact]
    public void At_a_depth_values_are_replaced_as_a_whole() =>
        Assert.Equal(
            ["/stepResults"],
            SnapshotPatch.Between(Snapshot("""{"x":1}""").State, Snapshot("""{"x":2}""").State, new() { Depth = 0 }).Operations.Select(operation => operation.Path));

    [Fact]
    public void What_is_no_valid_snapshot_any_more_is_refused_with_its_place()
    {
        var failure = Assert.Throws<PatchFailedException>(() =>
            SnapshotPatch.Apply(Sample.FullSnapshot(), JsonPatch.Parse("""[{"op":"replace","path":"/stepResults/build/status","value":"done"}]""")));

        Assert.Equal("/stepResults/build/status", failure.Path);
        Assert.IsType<SnapshotFormatException>(failure.InnerException);
    }

    private static JsonPatch Through(JsonPatch patch) => JsonPatch.Parse(patch.ToString());

    private static Snapshot Noted(string output, string notes) => PSSnapshots.Serialization.SnapshotReader.Read(
        TestDocument.Minimal.With("stepResults", "{\"s\":{\"status\":\"completed\",\"output\":" + output + ",\"valueTypes\":" + notes + "}}").ToString());

    private static Snapshot Snapshot(string output) => PSSnapshots.Serialization.SnapshotReader.Read(TestDocument.Minimal.WithOutput(output).ToString());
}
