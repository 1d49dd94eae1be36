using PSSnapshots.Storage;

namespace PSSnapshots.Conformance;

public abstract partial class SnapshotStoreConformance
{
    private static readonly LeaseOptions NotRenewed = new() { RenewsItself = false };

    /// <summary>
    /// Lets a lease that is not renewed expire. Another process checks the owner before and after, which a store
    /// without its own clock requires.
    /// </summary>
    private void Expire(ISnapshotStore observer, string runId, LeaseOptions? options = null)
    {
        Assert.Throws<RunLockedException>(() => observer.Acquire(runId));
        Clock.Advance((options ?? LeaseOptions.Default).Duration);
    }

    private StoredSnapshot SaveNext(ISnapshotStore store, RunStore run, RunLease? lease)
    {
        run.AddLog("next");
        return store.Save(_manager.Create(run), lease);
    }

    [Fact]
    public void Epochs_grow_with_each_acquisition_and_each_snapshot_records_its_own()
    {
        var run = SampleRuns.FullStore();
        var epochs = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            using var store = Open();
            using var lease = store.Acquire("deploy-7");
            epochs.Add(lease.Epoch);
            Assert.Equal(lease.Epoch, SaveNext(store, run, lease).Epoch);
        }

        using var again = Open();
        Assert.Equal(epochs.Order().Distinct(), epochs);
        Assert.Equal(epochs, again.List("deploy-7").Select(stored => stored.Epoch));
        Assert.Equal(epochs[^1], Assert.Single(again.ListRuns()).Epoch);
    }

    [Fact]
    public void A_lease_that_is_not_renewed_expires_and_is_lost()
    {
        using var one = Open();
        using var other = Open();
        using var lease = one.Acquire("deploy-7", NotRenewed);
        Assert.False(lease.IsLost);

        Expire(other, "deploy-7");

        Assert.True(lease.Lost.IsCancellationRequested);
        using var next = other.Acquire("deploy-7");
        Assert.True(next.Epoch > lease.Epoch);
        Assert.Throws<LeaseLostException>(() => lease.Renew());
        Assert.Throws<LeaseLostException>(() => SaveNext(one, SampleRuns.FullStore(), lease));
    }

    [Fact]
    public void A_lease_that_expired_stays_lost_and_its_run_can_be_acquired_again()
    {
        using var store = Open();
        using var lease = store.Acquire("deploy-7", NotRenewed);
        Expire(store, "deploy-7");

        Assert.Throws<LeaseLostException>(() => lease.Renew());
        using var again = store.Acquire("deploy-7");
        Assert.True(again.Epoch > lease.Epoch);
        SaveNext(store, SampleRuns.FullStore(), again);
    }

    [Fact]
    public void A_lease_that_renews_itself_lasts()
    {
        using var one = Open();
        using var other = Open();
        using var lease = one.Acquire("deploy-7");

        for (var i = 0; i < 20; i++)
        {
            Clock.Advance(lease.Options.Duration / 2);
            Assert.Throws<RunLockedException>(() => other.Acquire("deploy-7"));
        }

        Assert.False(lease.IsLost);
        SaveNext(one, SampleRuns.FullStore(), lease);
    }

    [Fact]
    public void A_save_extends_the_lease()
    {
        using var one = Open();
        using var other = Open();
        using var lease = one.Acquire("deploy-7", NotRenewed);
        var run = SampleRuns.FullStore();

        for (var i = 0; i < 5; i++)
        {
            Clock.Advance(lease.Options.Duration * 0.6);
            SaveNext(one, run, lease);
            Assert.Throws<RunLockedException>(() => other.Acquire("deploy-7"));
        }

        Assert.False(lease.IsLost);
    }

    [Fact]
    public void A_paused_owner_whose_run_was_taken_over_cannot_write_any_more()
    {
        // Its clocks do not advance, so that it does not detect that its lease has expired.
        using var paused = Open(new ManualClock());
        using var other = Open();
        var run = SampleRuns.FullStore();
        using var lease = paused.Acquire("deploy-7", NotRenewed);
        SaveNext(paused, run, lease);
        Expire(other, "deploy-7");
        using var next = other.Acquire("deploy-7");
        var second = SaveNext(other, run, next);

        Assert.Throws<LeaseLostException>(() => SaveNext(paused, run, lease));
        Assert.Throws<LeaseLostException>(() => paused.BeginAttempt(lease, "a", 1, flush: true));
        Assert.True(lease.Lost.IsCancellationRequested);
        var third = SaveNext(other, run, next);

        Assert.Equal([1, 2, 3], other.List("deploy-7").Select(stored => stored.Sequence));
        Assert.Equal([lease.Epoch, next.Epoch, next.Epoch], other.List("deploy-7").Select(stored => stored.Epoch));
        Assert.Equal((2, 3), (second.Sequence, third.Sequence));
        Assert.Empty(other.ListAttempts("deploy-7"));
    }

    [Fact]
    public void A_late_release_does_nothing_to_the_next_owner()
    {
        using var paused = Open(new ManualClock());
        using var other = Open();
        var lease = paused.Acquire("deploy-7", NotRenewed);
        Expire(other, "deploy-7");
        using var next = other.Acquire("deploy-7");

        lease.Dispose();

        using var third = Open();
        Assert.Equal(next.Owner, Assert.Throws<RunLockedException>(() => third.Acquire("deploy-7")).Owner);
        SaveNext(other, SampleRuns.FullStore(), next);
    }

    [Fact]
    public void A_wrong_local_clock_neither_takes_a_run_nor_keeps_one()
    {
        using var one = Open();
        using var lease = one.Acquire("deploy-7");
        foreach (var hours in new[] { -1000, 1000 })
        {
            var clock = new ManualClock();
            clock.SetWall(clock.GetUtcNow().AddHours(hours));
            using var other = Open(clock);
            Assert.Throws<RunLockedException>(() => other.Acquire("deploy-7"));
            Assert.Throws<RunLockedException>(() => other.Save(FullSnapshot()));
        }
        SaveNext(one, SampleRuns.FullStore(), lease);
    }

    [Fact]
    public void A_released_lease_cannot_write_and_its_run_is_free_at_once()
    {
        using var one = Open();
        using var other = Open();
        var lease = one.Acquire("deploy-7");
        lease.Dispose();

        Assert.Throws<LeaseLostException>(() => SaveNext(one, SampleRuns.FullStore(), lease));
        Assert.False(lease.Lost.IsCancellationRequested);
        using var next = other.Acquire("deploy-7");
        Assert.Throws<LeaseLostException>(() => SaveNext(one, SampleRuns.FullStore(), lease));
        Assert.Empty(one.List());
    }

    [Fact]
    public void A_save_without_a_lease_is_refused_while_somebody_owns_the_run()
    {
        using var one = Open();
        using var other = Open();
        SaveNext(other, SampleRuns.FullStore(), null);
        using (var lease = one.Acquire("deploy-7"))
        {
            Assert.Equal(lease.Owner, Assert.Throws<RunLockedException>(() => SaveNext(other, SampleRuns.FullStore(), null)).Owner);
            Assert.Throws<RunLockedException>(() => SaveNext(one, SampleRuns.FullStore(), null));
            Assert.Equal(2, SaveNext(one, SampleRuns.FullStore(), lease).Sequence);
            Assert.Equal(1, SaveNext(other, SampleRuns.FullStore("other"), null).Sequence);
        }
        Assert.Equal(3, SaveNext(other, SampleRuns.FullStore(), null).Sequence);
    }

    [Fact]
    public void Begun_attempts_are_listed_until_two_snapshots_know_of_them()
    {
        using var store = Open();
        using var lease = store.Acquire("deploy-7");
        var run = SampleRuns.FullStore();
        SaveNext(store, run, lease);
        store.BeginAttempt(lease, "build", 1, flush: false);
        store.BeginAttempt(lease, "build", 2, flush: true);

        using var other = Open();
        Assert.Equal(
            [("build", 1, lease.Epoch, 1), ("build", 2, lease.Epoch, 1)],
            other.ListAttempts("deploy-7").Select(attempt => (attempt.StepId, attempt.Number, attempt.Epoch, attempt.AfterSequence)));
        SaveNext(store, run, lease);
        store.BeginAttempt(lease, "push", 1, flush: false);
        Assert.Equal(["build", "build", "push"], other.ListAttempts("deploy-7").Select(attempt => attempt.StepId));
        SaveNext(store, run, lease);
        Assert.Equal(["push"], other.ListAttempts("deploy-7").Select(attempt => attempt.StepId));
        Assert.Empty(other.ListAttempts("other"));
    }

    [Fact]
    public void Messages_stay_in_the_inbox_until_a_saved_snapshot_handles_them()
    {
        using var store = Open();
        using var other = Open();
        Assert.Throws<SnapshotStoreException>(() => other.Post("deploy-7", new RunMessage(RunMessageKind.Stop)));
        var run = SampleRuns.FullStore();
        SaveNext(store, run, null);
        Assert.Equal(1, other.Post("deploy-7", new RunMessage(RunMessageKind.Answer, "ask", SampleRuns.Json("""{"a":"yes"}"""), "anna")).Number);

        using (var lease = store.Acquire("deploy-7"))
        {
            Assert.Equal(1, lease.LastMessage);
            Assert.Equal(2, other.Post("deploy-7", new RunMessage(RunMessageKind.Stop, Sender: "ben")).Number);
            Assert.Equal(
                [(1L, RunMessageKind.Answer, "ask", "{\"a\":\"yes\"}", "anna"), (2L, RunMessageKind.Stop, null, null, "ben")],
                store.ReadInbox(lease).Select(message => (message.Number, message.Kind, message.StepId, message.Data?.ToString(), message.Sender)));
            lease.HandledMessage = 1;
            // The process ends before it saves.
        }
        using (var lease = store.Acquire("deploy-7"))
        {
            Assert.Equal([1, 2], store.ReadInbox(lease).Select(message => message.Number));
            lease.HandledMessage = 1;
            SaveNext(store, run, lease);
            Assert.Equal(2, lease.LastMessage);
        }
        store.RemoveUnused();
        using (var lease = other.Acquire("deploy-7")) Assert.Equal([2], other.ReadInbox(lease).Select(message => message.Number));
        Assert.Equal(3, store.Post("deploy-7", new RunMessage(RunMessageKind.Stop)).Number);
    }

    [Fact]
    public void ListRuns_says_what_a_list_of_runs_shows()
    {
        using var store = Open();
        var run = new RunStore(RunState.Create("deploy", "deploy-7", executionGraph:
        [
            SampleRuns.Json("""{"type":"step","step":{"id":"build"}}"""),
            SampleRuns.Json("""{"type":"parallel","id":"both","steps":[{"type":"step","step":{"id":"x"}},{"type":"foreach","step":{"id":"y"}}]}"""),
            SampleRuns.Json("""{"type":"conditional","id":"which","steps":[{"type":"step","step":{"id":"p"}},{"type":"step","step":{"id":"q"}}]}"""),
            SampleRuns.Json("""{"type":"step","step":{"id":"ask"}}"""),
        ]), Clock);
        run.SetStatus(RunStatus.Running);
        store.Save(_manager.Create(run));
        Assert.Equal((0, 6), Progress());
        run.UpdateStepResult("build", StepStatus.Completed);
        run.UpdateStepResult("both", StepStatus.Running);
        run.UpdateStepResult("y[0]", StepStatus.Completed);
        store.Save(_manager.Create(run));
        Assert.Equal((1, 6), Progress());
        run.UpdateStepResult("y", StepStatus.Completed);
        run.UpdateStepResult("x", StepStatus.Completed);
        run.UpdateStepResult("which", StepStatus.Running);
        run.UpdateStepResult("p", StepStatus.Completed);
        store.Save(_manager.Create(run));
        Assert.Equal((4, 6), Progress());
        run.UpdateStepResult("which", StepStatus.Completed);
        Clock.Advance(TimeSpan.FromMinutes(5));
        var since = Clock.GetUtcNow();
        run.UpdateStepResult("ask", StepStatus.Suspended, SampleRuns.Json("""{"question":"Go on?","due":"2030-01-02T03:04:05Z"}"""), suspendedPath: [3]);
        run.SetStatus(RunStatus.Suspended);
        using (var lease = store.Acquire("deploy-7", new LeaseOptions { OwnerName = "worker 1" }))
        {
            var saved = store.Save(_manager.Create(run, "waits"), lease);
            store.Save(_manager.Create(SampleRuns.Store("other")));

            var head = Assert.Single(store.ListRuns(new RunFilter { IsWaiting = true }));
            Assert.Equal(
                ("deploy-7", "deploy", RunStatus.Suspended, 4, saved.SnapshotId, "waits", saved.Timestamp, lease.Epoch, 5, 6, 1),
                (head.RunId, head.WorkflowId, head.Status, head.Sequence, head.SnapshotId, head.Label, head.Timestamp, head.Epoch, head.CompletedSteps, head.TotalSteps, head.WaitingCount));
            Assert.Equal([new WaitingStep("ask", "Go on?", since)], head.Waiting);
            Assert.Equal(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero), head.Due);
            Assert.Equal("worker 1", head.Owner?.Name);
            Assert.Equal(["deploy-7"], Ids(new RunFilter { IsOwned = true }));
            Assert.Equal(["other"], Ids(new RunFilter { IsOwned = false }));
            Assert.Equal(["deploy-7"], Ids(new RunFilter { OwnerName = "worker 1" }));
        }
        Assert.Equal(["deploy-7"], Ids(new RunFilter { Statuses = [RunStatus.Suspended, RunStatus.Failed] }));
        Assert.Equal(["deploy-7"], Ids(new RunFilter { DueBefore = new DateTimeOffset(2030, 1, 3, 0, 0, 0, TimeSpan.Zero) }));
        Assert.Empty(Ids(new RunFilter { DueBefore = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) }));
        Assert.Equal(["deploy-7", "other"], Ids(new RunFilter { WorkflowId = "deploy" }));
        Assert.Empty(Ids(new RunFilter { WorkflowId = "Deploy" }));
        run.UpdateStepResult("ask", StepStatus.Completed);
        run.SetStatus(RunStatus.Completed);
        store.Save(_manager.Create(run));
        Assert.Equal((6, 6), Progress());
        Assert.Empty(Ids(new RunFilter { IsWaiting = true }));

        (int?, int?) Progress() => store.ListRuns(new RunFilter { RunId = "deploy-7" })[0] is var head ? (head.CompletedSteps, head.TotalSteps) : default;
        IEnumerable<string> Ids(RunFilter filter) => store.ListRuns(filter).Select(head => head.RunId);
    }

    [Fact]
    public void A_question_that_waits_keeps_its_time_over_later_snapshots_and_other_processes()
    {
        var run = SampleRuns.Store(clock: Clock);
        var since = Clock.GetUtcNow();
        run.UpdateStepResult("ask", StepStatus.Suspended, SampleRuns.Json("\"Go?\""), suspendedPath: [0]);
        for (var i = 0; i < 3; i++)
        {
            using var store = Open();
            Clock.Advance(TimeSpan.FromHours(1));
            SaveNext(store, run, null);
            Assert.Equal([new WaitingStep("ask", "Go?", since)], Assert.Single(store.ListRuns()).Waiting);
        }
    }
}
