using CsCheck;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Patching;

public class SnapshotPatchTests
{
    private static readonly bool[] Guards = [false, true];

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
                Same.State(after.State, SnapshotPatch.Apply(before, Through(SnapshotPatch.Between(before.State, after.State, guarded: guarded))));
                Same.State(before.State, SnapshotPatch.Apply(after, Through(SnapshotPatch.Between(after.State, before.State, guarded: guarded))));
            }
        });

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

    private static Snapshot Snapshot(string output) => PSSnapshots.Serialization.SnapshotReader.Read(TestDocument.Minimal.WithOutput(output).ToString());
}
