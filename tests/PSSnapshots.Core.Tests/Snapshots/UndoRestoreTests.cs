using CsCheck;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Snapshots;

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
    public void Restore_keeps_the_replaced_state()
    {
        _manager.Restore(_store, _snapshot);

        var kept = _manager.GetBeforeRestore("deploy-7")!;
        Assert.Same(_progress, kept.State);
        Assert.Equal((0, "before-restore", _snapshot.Id), (kept.Sequence, kept.Label, kept.ParentId));
        Assert.Equal(_clock.GetUtcNow(), kept.Timestamp);
    }

    [Fact]
    public void Kept_state_is_not_one_of_the_numbered_snapshots()
    {
        _manager.Restore(_store, _snapshot);

        Assert.Equal([_snapshot], _manager.GetAll("deploy-7"));
        Assert.Same(_snapshot, _manager.GetLatest("deploy-7"));
        Assert.Equal(1, _manager.Count);
        Assert.Null(_manager.Get("deploy-7", 0));
        Assert.Equal(2, _manager.Create(_store).Sequence);
    }

    [Fact]
    public void Kept_state_does_not_count_towards_the_maximum()
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
    public void Kept_state_is_replaced_by_the_next_restore()
    {
        _manager.Restore(_store, _snapshot);
        _store.AddLog("continued");
        var later = _store.State;
        _manager.Restore(_store, _snapshot);

        Assert.Same(later, _manager.GetBeforeRestore("deploy-7")!.State);
    }

    [Fact]
    public void UndoRestore_puts_back_the_replaced_state_in_one_update()
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
    public void UndoRestore_called_twice_repeats_the_restore()
    {
        _manager.Restore(_store, _snapshot);
        _store.AddLog("continued");
        var on = _store.State;

        _manager.UndoRestore(_store);
        Assert.Same(on, _manager.GetBeforeRestore("deploy-7")!.State);
        _manager.UndoRestore(_store);

        Assert.Same(on, _store.State);
        Assert.Same(_progress, _manager.GetBeforeRestore("deploy-7")!.State);
    }

    [Fact]
    public void PlanUndoRestore_returns_the_changes_without_making_them()
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
    public void UndoRestore_without_a_restore_returns_null()
    {
        using var recorder = new Recorder(_store);

        Assert.Null(_manager.UndoRestore(_store));
        Assert.Null(_manager.UndoRestore(_store.State, _ => Assert.Fail("There is nothing to write.")));

        Assert.Same(_progress, _store.State);
        Assert.Empty(recorder.Changes);
    }

    [Fact]
    public void Rejected_restore_does_not_replace_the_kept_state()
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
    public void UndoRestore_rejects_a_kept_state_of_another_workflow()
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
    public void Restore_with_force_keeps_the_replaced_state_under_the_ID_of_the_run()
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
    public void Restore_without_a_run_keeps_no_state()
    {
        _manager.Restore(_snapshot);

        Assert.Null(_manager.GetBeforeRestore("deploy-7"));
    }

    [Fact]
    public void Failed_write_to_the_run_does_not_replace_the_kept_state()
    {
        _manager.Restore(_store, _snapshot);
        var kept = _manager.GetBeforeRestore("deploy-7");

        Assert.Throws<NotSupportedException>(() => _manager.Restore(_store.State, _snapshot, force: false, _ => throw new NotSupportedException()));
        Assert.Throws<NotSupportedException>(() => _manager.UndoRestore(_store.State, _ => throw new NotSupportedException()));

        Assert.Same(kept, _manager.GetBeforeRestore("deploy-7"));
    }

    [Fact]
    public void Restore_can_be_undone_if_an_observer_throws()
    {
        using (_store.Subscribe((_, _) => throw new InvalidOperationException()))
            Assert.Throws<ObserverException>(() => _manager.Restore(_store, _snapshot));

        _manager.UndoRestore(_store);

        Assert.Same(_progress, _store.State);
    }

    [Fact]
    public void Clear_removes_the_kept_state()
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
    public void Remove_of_the_kept_state_leaves_the_other_snapshots()
    {
        _manager.Restore(_store, _snapshot);
        var kept = _manager.GetBeforeRestore("deploy-7")!;

        Assert.True(_manager.Remove(kept));
        Assert.False(_manager.Remove(kept));

        Assert.Null(_manager.GetBeforeRestore("deploy-7"));
        Assert.Equal([_snapshot], _manager.GetAll("deploy-7"));
    }

    [Fact]
    public void Remove_of_the_last_snapshot_also_removes_the_kept_state()
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
    public void Add_makes_the_kept_state_a_numbered_snapshot()
    {
        _manager.Restore(_store, _snapshot);
        var kept = _manager.GetBeforeRestore("deploy-7")!;

        var added = _manager.Add(kept);
        _manager.Restore(_store, _snapshot);

        Assert.Equal((2, kept.Id), (added.Sequence, added.Id));
        Assert.Equal([_snapshot, added], _manager.GetAll("deploy-7"));
    }

    [Fact]
    public void Kept_state_can_be_exported_and_imported_with_its_label()
    {
        _manager.Restore(_store, _snapshot);

        var imported = new SnapshotManager().Import(_manager.Export(_manager.GetBeforeRestore("deploy-7")!));

        Assert.Equal(("before-restore", 1), (imported.Label, imported.Sequence));
        Assert.Empty(StateComparison.Compare(_progress, imported.State));
    }

    [Fact]
    public void Parent_after_an_undo_is_the_snapshot_before_the_restore()
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
    public void Random_restores_and_undos_match_a_simple_model() =>
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
