using CsCheck;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Runs;

/// <summary>Two states that were made apart, as two captures of a hashtable are.</summary>
public class StateSharingTests
{
    private readonly RunState _earlier = Sample.FullStore().State;

    [Fact]
    public void Unchanged_state_is_replaced_by_the_earlier_state() =>
        Assert.Same(_earlier, StateSharing.Share(Sample.FullStore().State, _earlier));

    [Fact]
    public void Changed_map_shares_its_unchanged_entries()
    {
        var store = Sample.FullStore();
        store.UpdateStepResult("check", StepStatus.Completed, Json.Of("1"));
        store.SetContext("zone", Json.Of("\"b\""));

        var shared = StateSharing.Share(store.State, _earlier);

        Assert.NotSame(_earlier.StepResults, shared.StepResults);
        Assert.Same(_earlier.StepResults["build"], shared.StepResults["build"]);
        Assert.Same(_earlier.StepResults["ask"], shared.StepResults["ask"]);
        Assert.Equal(StepStatus.Completed, shared.StepResults["check"].Status);
        Assert.Equal(store.State.StepResults.Counts, shared.StepResults.Counts);
        Assert.Same(_earlier.ContextValues["region"], shared.ContextValues["region"]);
        Assert.Same(_earlier.InputJson, shared.InputJson);
        Assert.Same(_earlier.ResultJson, shared.ResultJson);
        Assert.Same(_earlier.ErrorJson, shared.ErrorJson);
        Assert.Same(_earlier.GraphEntries, shared.GraphEntries);
        Assert.Same(_earlier.Events, shared.Events);
        Assert.Same(_earlier.SuspendedPaths["ask"], shared.SuspendedPaths["ask"]);
        Assert.Same(_earlier.Logs[2], shared.Logs[2]);
        Assert.Equal(_earlier.Logs.Count + 1, shared.Logs.Count);
        Assert.Empty(StateComparison.Compare(store.State, shared));
    }

    [Fact]
    public void A_step_that_only_changed_its_status_keeps_the_earlier_output()
    {
        var store = Sample.FullStore();
        store.UpdateStepResult("build", StepStatus.Suspended, Json.Of("""{"image":"web:1.4.2"}"""));

        var shared = StateSharing.Share(store.State, _earlier).StepResults["build"];

        Assert.Equal(StepStatus.Suspended, shared.Status);
        Assert.Same(_earlier.StepResults["build"].OutputJson, shared.OutputJson);
    }

    [Fact]
    public void Steps_in_another_order_stay_in_it_and_are_the_earlier_ones()
    {
        RunStore one = Sample.Store(), other = Sample.Store();
        foreach (var id in new[] { "a", "b" }) one.UpdateStepResult(id, StepStatus.Completed);
        foreach (var id in new[] { "b", "a" }) other.UpdateStepResult(id, StepStatus.Completed);

        var shared = StateSharing.Share(other.State, one.State);

        Assert.Equal(["b", "a"], shared.StepResults.Keys);
        Assert.Same(one.State.StepResults["a"], shared.StepResults["a"]);
    }

    [Fact]
    public void Equal_text_with_a_different_type_is_not_shared()
    {
        var (one, other) = (Sample.Store(), Sample.Store());
        one.SetContext("n", JsonValue.From(double.NaN));
        other.SetContext("n", JsonValue.From("NaN"));

        var shared = StateSharing.Share(other.State, one.State);

        Assert.Null(shared.ContextValues["n"].Notes);
    }

    [Fact]
    public void Imported_content_is_shared()
    {
        var imported = new SnapshotManager().Import(new SnapshotManager().Export(Sample.FullSnapshot())).State;

        var shared = StateSharing.Share(Sample.FullStore().State, imported);

        Assert.Same(imported, shared);
    }

    [Fact]
    public void Sharing_does_not_change_the_content_of_a_state() => Property.Holds(
        Gen.Select(Generate.StoreAction.Array[0, 12], Generate.StoreAction.Array[0, 12], Gen.Bool),
        example =>
        {
            var (first, second, isImported) = example;
            var (earlier, later) = (Generate.StoreAfter(first).State, Generate.StoreAfter(second).State);
            if (isImported) earlier = new SnapshotManager().Import(new SnapshotManager().Export(new SnapshotManager().Create(earlier))).State;

            var shared = StateSharing.Share(later, earlier);

            Assert.Empty(StateComparison.Compare(later, shared));
            Assert.Equal(later.StepResults.Keys, shared.StepResults.Keys);
            Assert.Equal(later.StepResults.Counts, shared.StepResults.Counts);
            Assert.Equal(later.ContextValues.Keys, shared.ContextValues.Keys);
            Assert.Same(shared, StateSharing.Share(later, shared));
        });
}
