using CsCheck;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Storage;

public abstract partial class SnapshotStoreConformance
{
    private static readonly string[] OddRunIds =
    [
        "", " ", ".", "..", "../x", "/", "\\", "a/b", "a\\b", "a.b", "a.00000001.checkpoint.json", "CON", "con", "nul", "COM1", "Build", "build", "BUILD",
        "a:b", "a*b?", "a\nb", "a\0b", "é", "e\u0301", "日本", "🚀", "\uD800", "\uDC00r", "~", "a~0123456789abcdef", "$(x)", "-rf", new('x', 64), new('x', 65), new('日', 300), new('r', 5000),
    ];

    [Fact]
    public void Any_run_id_is_kept_apart_from_all_others()
    {
        using var store = Open();
        foreach (var runId in OddRunIds) store.Save(_manager.Create(Sample.FullStore(runId), runId));

        foreach (var runId in OddRunIds)
        {
            var stored = Assert.Single(store.List(runId));
            Assert.Equal((runId, 1, runId), (stored.RunId, stored.Sequence, stored.Label));
            Assert.Equal(stored, store.GetLatest(runId));
            Assert.Equal(runId, store.Read(stored).RunId);
            using var held = store.Lock(runId);
        }
        Assert.Equal(OddRunIds.Order(StringComparer.Ordinal), store.List().Select(stored => stored.RunId));
    }

    [Fact]
    public void Each_state_of_a_history_comes_back_as_it_was() => Property.Holds(
        Gen.Select(Generate.StoreAction.Array[1, 25], Gen.Int[1, 4]),
        example =>
        {
            var (actions, stride) = example;
            using var store = Open();
            var run = Sample.Store($"run-{Guid.NewGuid():N}");
            var saved = new List<(Snapshot Snapshot, PSSnapshots.Storage.StoredSnapshot Stored)>();
            for (var i = 0; i < actions.Length; i++)
            {
                actions[i](run);
                if (i % stride != 0 && i != actions.Length - 1) continue;
                var snapshot = _manager.Create(run);
                saved.Add((snapshot, store.Save(snapshot)));
            }
            foreach (var (snapshot, stored) in saved)
            {
                var read = store.Read(stored);
                Same.State(snapshot, read);
                Assert.Equal(snapshot.StepResults.Keys, read.StepResults.Keys);
                Assert.Equal(snapshot.ExecutionContext.Keys, read.ExecutionContext.Keys);
                Assert.Equal(snapshot.SuspendedPaths.Keys, read.SuspendedPaths.Keys);
                Assert.Equal(snapshot.StepResults.Counts, read.StepResults.Counts);
            }
        },
        times: 100);

    [Fact]
    public void A_run_that_went_back_to_an_earlier_snapshot_is_kept_as_it_then_was()
    {
        using var store = Open();
        var run = Sample.FullStore();
        var early = _manager.Create(run);
        store.Save(early);
        run.UpdateStepResult("late", StepStatus.Completed);
        store.Save(_manager.Create(run));
        _manager.Restore(run, early);
        run.UpdateStepResult("other", StepStatus.Failed);
        var back = _manager.Create(run);

        Same.State(back, store.Read(store.Save(back)));
        Assert.Equal(["build", "check", "ask", "other"], store.Read(store.GetLatest(run.State.RunId)!).StepResults.Keys);
    }

    [Fact]
    public void A_run_that_was_read_goes_on_from_there()
    {
        using var store = Open();
        store.Save(_manager.Create(Sample.FullStore()));
        var run = _manager.Restore(store.Read(store.GetLatest("deploy-7")!));
        for (var i = 0; i < 3; i++)
        {
            run.Store.UpdateStepResult($"more{i}", StepStatus.Completed);
            store.Save(_manager.Create(run.Store));
        }

        Same.State(run.Store.State, store.Read(store.GetLatest("deploy-7")!).State);
    }

    [Fact]
    public void Large_values_come_back_wherever_they_stand_and_what_looks_like_a_note_of_one_stays_what_it_is()
    {
        using var store = Open();
        var large = new string('x', 100_000);
        var hash = new string('a', 64);
        var run = Sample.FullStore();
        run.UpdateStepResult("text", StepStatus.Completed, Json.Of($"\"{large}\""));
        run.UpdateStepResult("object", StepStatus.Failed, Json.Of($$"""{"a":"{{large}}","sha256":"{{hash}}"}"""), RunError.FromMessage(large));
        store.Save(_manager.Create(run));
        run.UpdateStepResult("looks", StepStatus.Completed, Json.Of($$"""{"sha256":"{{hash}}"}"""));
        run.UpdateStepResult("text", StepStatus.Completed, Json.Of($"[\"{large}\",\"sha256:{hash}\"]"));
        run.SetContext("large", Json.Of($"[1,\"{large}\"]"));
        run.SetContext("id", Json.Of($"\"{large}\""));
        run.SetInput(Json.Of($"\"{large}\""));
        run.SetResult(Json.Of($$"""{"r":"{{large}}"}"""));
        run.AddLog("log", Json.Of($$"""{"m":"{{large}}"}"""));
        run.AddLog(large);
        run.EmitWorkflowEvent("event", Json.Of($$"""{"p":"{{large}}"}"""));
        run.SetExecutionGraph(Json.Of($$"""{"g":"{{large}}"}"""), Json.Of("{}"));
        var snapshot = _manager.Create(run, large);

        Same.State(snapshot, store.Read(store.Save(snapshot)));
        Assert.Equal(large, store.GetLatest("deploy-7")!.Label);
        using var again = Open();
        Same.State(snapshot, again.Read(again.Save(snapshot)));
    }

    [Fact]
    public void What_a_checkpoint_takes_does_not_grow_with_the_steps_that_are_done()
    {
        using var store = Open();
        var run = Sample.Store();
        var sizes = new List<long>();
        for (var i = 0; i < 1000; i++)
        {
            run.UpdateStepResult($"step{i:D5}", StepStatus.Completed, Json.Of($$"""{"made":{{10000 + i}}}"""));
            sizes.Add(store.Save(_manager.Create(run)).Size);
        }

        Assert.InRange(sizes[^1], 1, sizes[1] + 50);
        Assert.InRange(sizes.Sum(), 1, 3 * 1000 * sizes[1]);
    }
}
