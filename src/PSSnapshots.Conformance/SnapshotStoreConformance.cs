using PSSnapshots.Storage;

namespace PSSnapshots.Conformance;

/// <summary>
/// The conformance tests of <see cref="ISnapshotStore"/>. Derive an xunit test class from it, and override the method that
/// opens the store.
/// </summary>
public abstract partial class SnapshotStoreConformance
{
    private static readonly string[] OddRunIds =
    [
        "", " ", ".", "..", "../x", "/", "\\", "a/b", "a\\b", "a.b", "a.00000001.journal", "a.lock", "values", "CON", "con", "nul", "COM1", "Build", "build", "BUILD",
        "a:b", "a*b?", "a\nb", "a\0b", "é", "e\u0301", "ı", "İ", "日本", "🚀", "\uD800", "\uDC00r", "~", "a~0123456789abcdef", "$(x)", "-rf", new('x', 64), new('x', 65), new('日', 300), new('r', 5000),
    ];

    private readonly SnapshotManager _manager = new();

    /// <summary>The clocks of this test. A store whose own clock cannot be moved ignores them.</summary>
    protected ManualClock Clock { get; } = new();

    /// <summary>Opens the storage of this test. Each call opens the same storage, as another process would.</summary>
    /// <param name="clock">The local clocks of that process.</param>
    /// <returns>The store.</returns>
    protected abstract ISnapshotStore Open(TimeProvider clock);

    private ISnapshotStore Open() => Open(Clock);

    private static void AssertSame(RunState expected, RunState actual)
    {
        Assert.Empty(StateComparison.Compare(expected, actual).Select(change => change.ToString()));
        Assert.Equal(expected.StepResults.Keys, actual.StepResults.Keys);
        Assert.Equal(expected.SuspendedPaths.Keys, actual.SuspendedPaths.Keys);
        Assert.Equal(expected.StepResults.Counts, actual.StepResults.Counts);
    }

    private Snapshot FullSnapshot() => _manager.Create(SampleRuns.FullStore(), "built");

    [Fact]
    public void Save_returns_what_is_known_of_the_snapshot()
    {
        using var store = Open();
        var snapshot = FullSnapshot();

        var stored = store.Save(snapshot);

        Assert.Equal(
            (snapshot.RunId, snapshot.WorkflowId, 1, snapshot.Timestamp, snapshot.Status, snapshot.Label, snapshot.Id, 0),
            (stored.RunId, stored.WorkflowId, stored.Sequence, stored.Timestamp, stored.Status, stored.Label, stored.SnapshotId, stored.Epoch));
        Assert.True(stored.Size > 0);
    }

    [Fact]
    public void Read_returns_the_snapshot_under_its_number_in_the_store()
    {
        using var store = Open();
        var run = SampleRuns.FullStore();
        var first = _manager.Create(run, "first");
        run.SetStatus(RunStatus.Completed);
        var second = _manager.Create(run);
        run.AddLog("more");
        store.Save(_manager.Create(run, "third"));

        var read = store.Read(store.Save(second));

        AssertSame(second.State, read.State);
        Assert.Equal(
            (second.Id, second.Timestamp, second.Label, second.ParentId, second.Version, 2),
            (read.Id, read.Timestamp, read.Label, read.ParentId, read.Version, read.Sequence));
        Assert.Equal(first.Id, read.ParentId);
    }

    [Fact]
    public void List_returns_runs_in_ordinal_order_and_each_by_number()
    {
        using var store = Open();
        foreach (var runId in new[] { "b", "B", "a", "b", "a" }) store.Save(_manager.Create(SampleRuns.Store(runId)));

        Assert.Equal(["B #1", "a #1", "a #2", "b #1", "b #2"], store.List().Select(stored => stored.ToString()));
        Assert.Equal(["b #1", "b #2"], store.List("b").Select(stored => stored.ToString()));
        Assert.Empty(store.List("c"));
    }

    [Fact]
    public void List_agrees_with_Save_and_reports_no_problem()
    {
        using var store = Open();
        StoredSnapshot[] saved = [store.Save(FullSnapshot()), store.Save(FullSnapshot())];
        var problems = new List<StoreProblem>();

        using var again = Open();
        Assert.Equal(saved, again.List(onProblem: problems.Add));
        Assert.Equal(saved[1], again.GetLatest("deploy-7", problems.Add));
        Assert.Empty(problems);
    }

    [Fact]
    public void An_empty_store_lists_nothing()
    {
        using var store = Open();

        Assert.Empty(store.List());
        Assert.Empty(store.ListRuns());
        Assert.Empty(store.ListAttempts("deploy-7"));
        Assert.Null(store.GetLatest("deploy-7"));
        Assert.Equal(0, store.RemoveUnused());
    }

    [Fact]
    public void The_latest_snapshot_is_the_one_with_the_highest_number_whatever_the_clock_said()
    {
        var clock = new ManualClock();
        var manager = new SnapshotManager(timeProvider: clock);
        using var store = Open();
        store.Save(manager.Create(SampleRuns.Store(), "before"));
        clock.SetWall(clock.GetUtcNow().AddHours(-1));
        var after = store.Save(manager.Create(SampleRuns.Store(), "after"));
        store.Save(manager.Create(SampleRuns.Store("other")));

        Assert.Equal(after, store.GetLatest("deploy-7"));
        Assert.Equal(["before", "after"], store.List("deploy-7").Select(stored => stored.Label));
        Assert.True(after.Timestamp < store.List("deploy-7")[0].Timestamp);
    }

    [Fact]
    public void Removed_snapshots_are_gone_and_all_others_stay_readable()
    {
        using var store = Open();
        var run = SampleRuns.FullStore();
        var snapshots = new List<Snapshot>();
        for (var i = 0; i < 6; i++)
        {
            run.UpdateStepResult($"step{i}", StepStatus.Completed, SampleRuns.Json($"{i}"));
            snapshots.Add(_manager.Create(run));
        }
        var stored = snapshots.ConvertAll(snapshot => store.Save(snapshot));

        foreach (var i in new[] { 0, 3, 5 }) Assert.True(store.Remove(stored[i]));
        Assert.False(store.Remove(stored[3]));
        store.RemoveUnused();

        using var again = Open();
        Assert.Equal([2, 3, 5], again.List().Select(one => one.Sequence));
        foreach (var i in new[] { 1, 2, 4 }) AssertSame(snapshots[i].State, again.Read(stored[i]).State);
        Assert.Throws<SnapshotStoreException>(() => again.Read(stored[3]));
        Assert.Equal(5, Assert.Single(again.ListRuns()).Sequence);
    }

    [Fact]
    public void Whichever_snapshots_are_removed_the_others_read_as_before_and_the_next_save_follows()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            using var store = Open();
            var run = SampleRuns.FullStore($"run-{seed}");
            var kept = new List<(Snapshot Snapshot, StoredSnapshot Stored)>();
            for (var i = 0; i < 24; i++)
            {
                SampleRuns.Change(run, random);
                if (random.Next(5) == 0) run.UpdateStepResult("large", StepStatus.Completed, SampleRuns.Json($"\"{new string((char)('a' + random.Next(20)), 20_000)}\""));
                var snapshot = _manager.Create(run);
                kept.Add((snapshot, store.Save(snapshot)));
                while (kept.Count > 0 && random.Next(3) == 0)
                {
                    var victim = random.Next(kept.Count);
                    Assert.True(store.Remove(kept[victim].Stored));
                    kept.RemoveAt(victim);
                }
                if (random.Next(4) == 0) store.RemoveUnused();
            }

            Assert.Equal(kept.Select(pair => pair.Stored.Sequence), store.List($"run-{seed}").Select(stored => stored.Sequence));
            foreach (var (snapshot, stored) in kept) AssertSame(snapshot.State, store.Read(stored).State);
        }
    }

    [Fact]
    public void The_number_of_a_removed_snapshot_is_not_used_again()
    {
        using (var store = Open())
        {
            store.Save(_manager.Create(SampleRuns.Store()));
            store.Remove(store.Save(_manager.Create(SampleRuns.Store())));
            store.RemoveUnused();
        }

        using var again = Open();
        Assert.Equal(3, again.Save(_manager.Create(SampleRuns.Store())).Sequence);
    }

    [Fact]
    public void A_store_from_which_everything_was_removed_continues()
    {
        using var store = Open();
        var run = SampleRuns.FullStore();
        store.Remove(store.Save(_manager.Create(run)));
        store.RemoveUnused();
        Assert.Empty(store.ListRuns());
        run.AddLog("on");

        AssertSame(run.State, store.Read(store.Save(_manager.Create(run))).State);
    }

    [Fact]
    public void Retention_never_removes_the_newest_snapshot()
    {
        using var store = Open();
        for (var i = 0; i < 5; i++) store.Save(_manager.Create(SampleRuns.FullStore()));

        var policy = new RetentionPolicy { MaxCount = 1, MaxAge = TimeSpan.Zero, MaxBytes = 0 };
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(4, policy.Apply(store, timeProvider: TimeProvider.System).Count);

        Assert.Equal(5, Assert.Single(store.List()).Sequence);
        Assert.Empty(policy.Apply(store));
    }

    [Fact]
    public void Saved_snapshots_are_there_when_the_store_is_opened_again()
    {
        var snapshot = FullSnapshot();
        var first = Open();
        var stored = first.Save(snapshot);

        var second = Open();
        AssertSame(snapshot.State, second.Read(Assert.Single(second.List())).State);
        Assert.Equal(stored.Sequence + 1, second.Save(snapshot).Sequence);
        second.Dispose();
        first.Dispose();
    }

    [Fact]
    public void Two_stores_that_save_one_run_in_turns_lose_nothing()
    {
        using var one = Open();
        using var other = Open();
        var run = SampleRuns.FullStore();
        var saved = new List<(Snapshot Snapshot, StoredSnapshot Stored)>();
        for (var i = 0; i < 20; i++)
        {
            run.AddLog($"log {i}");
            var snapshot = _manager.Create(run);
            saved.Add((snapshot, (i % 3 == 0 ? one : other).Save(snapshot)));
            if (i % 7 == 6) (i % 2 == 0 ? one : other).RemoveUnused();
        }

        Assert.Equal(Enumerable.Range(1, 20), saved.Select(pair => pair.Stored.Sequence));
        foreach (var (snapshot, stored) in saved) AssertSame(snapshot.State, one.Read(stored).State);
    }

    [Fact]
    public void Any_run_ID_is_kept_apart_from_all_others()
    {
        using var store = Open();
        foreach (var runId in OddRunIds) store.Save(_manager.Create(SampleRuns.FullStore(runId), runId));

        foreach (var runId in OddRunIds)
        {
            var stored = Assert.Single(store.List(runId));
            Assert.Equal((runId, 1, runId), (stored.RunId, stored.Sequence, stored.Label));
            Assert.Equal(stored, store.GetLatest(runId));
            Assert.Equal(runId, store.Read(stored).RunId);
            using var lease = store.Acquire(runId);
            Assert.Equal((runId, lease.Owner), Assert.Single(store.ListRuns(new RunFilter { RunId = runId })) is var head ? (head.RunId, head.Owner) : default);
        }
        Assert.Equal(OddRunIds.Order(StringComparer.Ordinal), store.List().Select(stored => stored.RunId));
        Assert.Equal(OddRunIds.Order(StringComparer.Ordinal), store.ListRuns().Select(head => head.RunId));
    }

    [Fact]
    public void Each_state_of_a_history_comes_back_as_it_was()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            using var store = Open();
            var run = SampleRuns.Store($"run-{seed}");
            var stride = random.Next(1, 5);
            var saved = new List<(Snapshot Snapshot, StoredSnapshot Stored)>();
            for (var i = 0; i < 25; i++)
            {
                SampleRuns.Change(run, random);
                if (i % stride != 0) continue;
                var snapshot = _manager.Create(run);
                saved.Add((snapshot, store.Save(snapshot)));
            }
            foreach (var (snapshot, stored) in saved)
            {
                var read = store.Read(stored);
                AssertSame(snapshot.State, read.State);
                Assert.Equal(snapshot.ExecutionContext.Keys, read.ExecutionContext.Keys);
            }
        }
    }

    [Fact]
    public void A_run_that_was_restored_to_an_earlier_snapshot_is_saved_as_it_then_is()
    {
        using var store = Open();
        var run = SampleRuns.FullStore();
        var early = _manager.Create(run);
        store.Save(early);
        run.UpdateStepResult("late", StepStatus.Completed);
        store.Save(_manager.Create(run));
        _manager.Restore(run, early);
        run.UpdateStepResult("other", StepStatus.Failed);
        var back = _manager.Create(run);

        AssertSame(back.State, store.Read(store.Save(back)).State);
        Assert.Equal(["build", "check", "ask", "other"], store.Read(store.GetLatest(run.State.RunId)!).StepResults.Keys);
    }

    [Fact]
    public void A_run_that_was_read_continues_from_there()
    {
        using var store = Open();
        store.Save(_manager.Create(SampleRuns.FullStore()));
        var run = _manager.Restore(store.Read(store.GetLatest("deploy-7")!));
        for (var i = 0; i < 3; i++)
        {
            run.Store.UpdateStepResult($"more{i}", StepStatus.Completed);
            store.Save(_manager.Create(run.Store));
        }

        AssertSame(run.Store.State, store.Read(store.GetLatest("deploy-7")!).State);
    }

    [Fact]
    public void Large_values_come_back_wherever_they_are_and_what_looks_like_a_reference_stays_what_it_is()
    {
        using var store = Open();
        var large = new string('x', 100_000);
        var hash = new string('a', 64);
        var run = SampleRuns.FullStore();
        run.UpdateStepResult("text", StepStatus.Completed, SampleRuns.Json($"\"{large}\""));
        run.UpdateStepResult("object", StepStatus.Failed, SampleRuns.Json($$"""{"a":"{{large}}","sha256":"{{hash}}"}"""), RunError.FromMessage(large));
        store.Save(_manager.Create(run));
        run.UpdateStepResult("looks", StepStatus.Completed, SampleRuns.Json($$"""{"sha256":"{{hash}}"}"""));
        run.UpdateStepResult("text", StepStatus.Completed, SampleRuns.Json($"[\"{large}\",\"sha256:{hash}\"]"));
        run.SetContext("large", SampleRuns.Json($"[1,\"{large}\"]"));
        run.SetContext("id", SampleRuns.Json($"\"{large}\""));
        run.SetInput(SampleRuns.Json($"\"{large}\""));
        run.SetResult(SampleRuns.Json($$"""{"r":"{{large}}"}"""));
        run.AddLog("log", SampleRuns.Json($$"""{"m":"{{large}}"}"""));
        run.AddLog(large);
        run.EmitWorkflowEvent("event", SampleRuns.Json($$"""{"p":"{{large}}"}"""));
        run.SetExecutionGraph(SampleRuns.Json($$"""{"g":"{{large}}"}"""), SampleRuns.Json("{}"));
        var snapshot = _manager.Create(run, large);

        AssertSame(snapshot.State, store.Read(store.Save(snapshot)).State);
        Assert.Equal(large, store.GetLatest("deploy-7")!.Label);
        using var again = Open();
        AssertSame(snapshot.State, again.Read(again.Save(snapshot)).State);
        Assert.Equal(large, Assert.Single(again.ListRuns()).Label);
    }

    [Fact]
    public void The_size_of_a_snapshot_does_not_grow_with_the_steps_that_are_done()
    {
        using var store = Open();
        var run = SampleRuns.Store();
        var sizes = new List<long>();
        for (var i = 0; i < 1000; i++)
        {
            run.UpdateStepResult($"step{i:D5}", StepStatus.Completed, SampleRuns.Json($$"""{"made":{{10000 + i}}}"""));
            sizes.Add(store.Save(_manager.Create(run)).Size);
        }

        Assert.InRange(sizes[^1], 1, sizes[1] + 50);
        Assert.InRange(sizes.Sum(), 1, 3 * 1000 * sizes[1]);
    }

    [Fact]
    public void A_disposed_store_refuses_every_call()
    {
        var store = Open();
        var stored = store.Save(FullSnapshot());
        var lease = store.Acquire("deploy-7");
        store.Dispose();
        store.Dispose();

        Assert.Throws<ObjectDisposedException>(() => store.Save(FullSnapshot()));
        Assert.Throws<ObjectDisposedException>(() => store.List());
        Assert.Throws<ObjectDisposedException>(() => store.ListRuns());
        Assert.Throws<ObjectDisposedException>(() => store.Read(stored));
        Assert.Throws<ObjectDisposedException>(() => store.Remove(stored));
        Assert.Throws<ObjectDisposedException>(() => store.Acquire("a"));
        Assert.Throws<ObjectDisposedException>(() => store.BeginAttempt(lease, "a", 1, flush: false));
        Assert.Throws<ObjectDisposedException>(() => store.ListAttempts("a"));
        Assert.Throws<ObjectDisposedException>(() => store.Post("a", new RunMessage(RunMessageKind.Stop)));
        Assert.Throws<ObjectDisposedException>(() => store.ReadInbox(lease));
        lease.Dispose();
    }

    [Fact]
    public void A_canceled_call_throws_and_changes_nothing()
    {
        using var store = Open();
        var stored = store.Save(FullSnapshot());
        using var lease = store.Acquire("deploy-7");
        var canceled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => store.Save(FullSnapshot(), lease, canceled));
        Assert.Throws<OperationCanceledException>(() => store.List(cancellation: canceled));
        Assert.Throws<OperationCanceledException>(() => store.ListRuns(cancellation: canceled));
        Assert.Throws<OperationCanceledException>(() => store.Read(stored, canceled));
        Assert.Throws<OperationCanceledException>(() => store.Remove(stored, canceled));
        Assert.Throws<OperationCanceledException>(() => store.Acquire("other", cancellation: canceled));
        Assert.Throws<OperationCanceledException>(() => store.BeginAttempt(lease, "a", 1, flush: true, canceled));
        Assert.Throws<OperationCanceledException>(() => store.Post("deploy-7", new RunMessage(RunMessageKind.Stop), canceled));
        Assert.Throws<OperationCanceledException>(() => store.ReadInbox(lease, canceled));
        Assert.Equal([stored], store.List());
        Assert.Empty(store.ListAttempts("deploy-7"));
        Assert.Empty(store.ReadInbox(lease));
    }
}
