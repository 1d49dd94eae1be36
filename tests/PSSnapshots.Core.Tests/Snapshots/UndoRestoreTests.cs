using CsCheck;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Snapshots;

/// <summary>A restore keeps what it replaces, and can be undone.</summary>
public class UndoRestoreTests
{
    private readonly FakeClock _clock = new();
    private readonly SnapshotManager _manager;
    private readonly RunStore _store = Sample.FullStore();
    private readonly Snapshot _snapshot;
    private readonly RunState _progress;

    public UndoRestoreTests()
    {
        _manager = new SnapshotManager(timeProvider: _clock);
        _snapshot = _manager.Create(_store);
        _store.SetStatus(RunStatus.Failed);
        _progress = _store.State;
    }

    private enum Kind
    {
        Change,
        Capture,
        Restore,
        Undo,
    }

    [Fact]
    public void A_restore_keeps_the_very_state_that_it_replaces()
    {
        _manager.Restore(_store, _snapshot);

        var kept = _manager.GetBeforeRestore("deploy-7")!;
        Assert.Same(_progress, kept.State);
        Assert.Equal((0, "before-restore", _snapshot.Id), (kept.Sequence, kept.Label, kept.ParentId));
        Assert.Equal(_clock.GetUtcNow(), kept.Timestamp);
    }

    [Fact]
    public void It_stands_beside_the_numbered_ones()
    {
        _manager.Restore(_store, _snapshot);

        Assert.Equal([_snapshot], _manager.GetAll("deploy-7"));
        Assert.Same(_snapshot, _manager.GetLatest("deploy-7"));
        Assert.Equal(1, _manager.Count);
        Assert.Null(_manager.Get("deploy-7", 0));
        Assert.Equal(2, _manager.Create(_store).Sequence);
    }

    [Fact]
    public void The_bound_neither_lets_it_go_nor_counts_it()
    {
        _manager.MaxSnapshots = 2;
        _manager.Restore(_store, _snapshot);
        var kept = _manager.GetBeforeRestore("deploy-7");
        var second = _manager.Create(_store);
        Assert.Equal([_snapshot, second], _manager.GetAll("deploy-7"));
        for (var i = 0; i < 5; i++) _manager.Create(_store);
        _manager.MaxSnapshots = 1;

        Assert.Same(kept, _manager.GetBeforeRestore("deploy-7"));
    }

    [Fact]
    public void The_next_restore_takes_its_place()
    {
        _manager.Restore(_store, _snapshot);
        _store.AddLog("on");
        var later = _store.State;
        _manager.Restore(_store, _snapshot);

        Assert.Same(later, _manager.GetBeforeRestore("deploy-7")!.State);
    }

    [Fact]
    public void Undoing_puts_the_very_state_back_in_one_change()
    {
        _manager.Restore(_store, _snapshot);
        var restored = _store.State;
        using var recorder = new Recorder(_store);

        var back = _manager.UndoRestore(_store);

        Assert.Same(_progress, _store.State);
        Assert.Same(_progress, back!.State);
        Assert.Equal([(restored, _progress)], recorder.Changes);
    }

    [Fact]
    public void Undoing_twice_is_restoring_again_and_what_was_done_meanwhile_is_kept()
    {
        _manager.Restore(_store, _snapshot);
        _store.AddLog("on");
        var on = _store.State;

        _manager.UndoRestore(_store);
        Assert.Same(on, _manager.GetBeforeRestore("deploy-7")!.State);
        _manager.UndoRestore(_store);

        Assert.Same(on, _store.State);
        Assert.Same(_progress, _manager.GetBeforeRestore("deploy-7")!.State);
    }

    [Fact]
    public void A_plan_tells_the_changes_and_makes_none()
    {
        Assert.Null(_manager.PlanUndoRestore(_store));
        _manager.Restore(_store, _snapshot);
        var restored = _store.State;
        var kept = _manager.GetBeforeRestore("deploy-7");

        var plan = _manager.PlanUndoRestore(_store)!;

        Assert.Contains("Changed /status: \"RUNNING\" -> \"FAILED\"", plan.Select(change => change.ToString()));
        Assert.Same(restored, _store.State);
        Assert.Same(kept, _manager.GetBeforeRestore("deploy-7"));
    }

    [Fact]
    public void Without_a_restore_there_is_nothing_to_undo()
    {
        using var recorder = new Recorder(_store);

        Assert.Null(_manager.UndoRestore(_store));
        Assert.Null(_manager.UndoRestore(_store.State, _ => Assert.Fail("There is nothing to write.")));

        Assert.Same(_progress, _store.State);
        Assert.Empty(recorder.Changes);
    }

    [Fact]
    public void A_refused_restore_leaves_what_was_kept()
    {
        _manager.Restore(_store, _snapshot);
        var kept = _manager.GetBeforeRestore("deploy-7");
        var foreign = new SnapshotManager().Create(Sample.Store("deploy-7", "other"));

        Assert.Throws<RunMismatchException>(() => _manager.Restore(_store, foreign));
        Assert.Throws<RunMismatchException>(() => _manager.Restore(Sample.Store("fresh"), _snapshot));

        Assert.Same(kept, _manager.GetBeforeRestore("deploy-7"));
        Assert.Null(_manager.GetBeforeRestore("fresh"));
    }

    [Fact]
    public void What_is_kept_of_another_workflow_is_not_put_back()
    {
        _manager.Restore(_store, _snapshot);
        var other = Sample.Store("deploy-7", "other");
        var before = other.State;

        Assert.Throws<RunMismatchException>(() => _manager.UndoRestore(other));
        Assert.Throws<RunMismatchException>(() => _manager.PlanUndoRestore(other));

        Assert.Same(before, other.State);
        Assert.Same(_progress, _manager.GetBeforeRestore("deploy-7")!.State);
    }

    [Fact]
    public void With_force_it_is_kept_under_the_runs_own_id()
    {
        var other = Sample.Store("other");
        var before = other.State;
        _manager.Restore(other, _snapshot, force: true);

        Assert.Same(before, _manager.GetBeforeRestore("other")!.State);
        Assert.Null(_manager.GetBeforeRestore("deploy-7"));
        _manager.UndoRestore(other);
        Assert.Same(before, other.State);
    }

    [Fact]
    public void Making_a_new_run_replaces_nothing_and_keeps_nothing()
    {
        _manager.Restore(_snapshot);

        Assert.Null(_manager.GetBeforeRestore("deploy-7"));
    }

    [Fact]
    public void What_cannot_be_written_where_a_run_is_held_leaves_what_was_kept()
    {
        _manager.Restore(_store, _snapshot);
        var kept = _manager.GetBeforeRestore("deploy-7");

        Assert.Throws<NotSupportedException>(() => _manager.Restore(_store.State, _snapshot, force: false, _ => throw new NotSupportedException()));
        Assert.Throws<NotSupportedException>(() => _manager.UndoRestore(_store.State, _ => throw new NotSupportedException()));

        Assert.Same(kept, _manager.GetBeforeRestore("deploy-7"));
    }

    [Fact]
    public void An_observer_that_throws_leaves_a_restore_that_can_be_undone()
    {
        using (_store.Subscribe((_, _) => throw new InvalidOperationException()))
            Assert.Throws<ObserverException>(() => _manager.Restore(_store, _snapshot));

        _manager.UndoRestore(_store);

        Assert.Same(_progress, _store.State);
    }

    [Fact]
    public void Clearing_lets_it_go()
    {
        _manager.Restore(_store, _snapshot);
        Assert.Equal(1, _manager.Clear("deploy-7"));
        Assert.Null(_manager.GetBeforeRestore("deploy-7"));
        Assert.Empty(_manager.RunIds);

        _manager.Restore(_store, _snapshot);
        Assert.Equal(["deploy-7"], _manager.RunIds);
        Assert.Equal(0, _manager.ClearAll());
        Assert.Null(_manager.GetBeforeRestore("deploy-7"));
    }

    [Fact]
    public void Removing_lets_it_go_and_leaves_the_others()
    {
        _manager.Restore(_store, _snapshot);
        var kept = _manager.GetBeforeRestore("deploy-7")!;

        Assert.True(_manager.Remove(kept));
        Assert.False(_manager.Remove(kept));

        Assert.Null(_manager.GetBeforeRestore("deploy-7"));
        Assert.Equal([_snapshot], _manager.GetAll("deploy-7"));
    }

    [Fact]
    public void Removing_the_last_of_a_runs_snapshots_lets_it_go_too()
    {
        var second = _manager.Create(_store);
        _manager.Restore(_store, _snapshot);
        _manager.Remove(second);
        Assert.NotNull(_manager.GetBeforeRestore("deploy-7"));

        _manager.Remove(_snapshot);

        Assert.Null(_manager.GetBeforeRestore("deploy-7"));
        Assert.Empty(_manager.RunIds);
    }

    [Fact]
    public void Adding_it_makes_it_one_of_the_numbered_ones()
    {
        _manager.Restore(_store, _snapshot);
        var kept = _manager.GetBeforeRestore("deploy-7")!;

        var added = _manager.Add(kept);
        _manager.Restore(_store, _snapshot);

        Assert.Equal((2, kept.Id), (added.Sequence, added.Id));
        Assert.Equal([_snapshot, added], _manager.GetAll("deploy-7"));
    }

    [Fact]
    public void It_can_be_exported_and_comes_back_with_its_label()
    {
        _manager.Restore(_store, _snapshot);

        var imported = new SnapshotManager().Import(_manager.Export(_manager.GetBeforeRestore("deploy-7")!));

        Assert.Equal(("before-restore", 1), (imported.Label, imported.Sequence));
        Assert.Empty(StateComparison.Compare(_progress, imported.State));
    }

    [Fact]
    public void After_an_undo_a_snapshot_has_as_its_parent_the_one_that_its_state_grew_from()
    {
        var second = _manager.Create(_store);
        _manager.Restore(_store, _snapshot);
        var branch = _manager.Create(_store);
        _manager.UndoRestore(_store);

        Assert.Equal(second.Id, _manager.Create(_store).ParentId);
        _manager.UndoRestore(_store);
        Assert.Equal(branch.Id, _manager.Create(_store).ParentId);
    }

    [Fact]
    public void A_run_and_what_is_kept_of_it_are_what_two_variables_would_be() =>
        Property.Holds(Gen.Select(Gen.Enum<Kind>(), Gen.Int[0, 5]).Array[1, 40], steps =>
        {
            var manager = new SnapshotManager(3);
            var store = Sample.Store();
            manager.Create(store);
            var state = store.State;
            RunState? kept = null;
            foreach (var (kind, number) in steps)
            {
                switch (kind)
                {
                    case Kind.Change:
                        store.AddLog($"{number}");
                        state = store.State;
                        break;
                    case Kind.Capture:
                        manager.Create(store);
                        break;
                    case Kind.Restore:
                        var all = manager.GetAll("deploy-7");
                        var snapshot = all[number % all.Count];
                        manager.Restore(store, snapshot);
                        kept = state;
                        state = store.State;
                        Assert.Empty(StateComparison.Compare(snapshot.State, state));
                        break;
                    case Kind.Undo when kept is null:
                        Assert.Null(manager.UndoRestore(store));
                        break;
                    case Kind.Undo:
                        Assert.Same(kept, manager.UndoRestore(store)!.State);
                        (state, kept) = (kept, state);
                        break;
                }
                Assert.Same(state, store.State);
                Assert.Same(kept, manager.GetBeforeRestore("deploy-7")?.State);
            }
        });
}
