using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Snapshots;

public class SnapshotParentTests
{
    private readonly SnapshotManager _manager = new();
    private readonly RunStore _store = Sample.Store();

    [Fact]
    public void Parent_is_the_previous_snapshot()
    {
        var first = _manager.Create(_store);
        var second = _manager.Create(_store);
        var third = _manager.Create(_store);

        Assert.Null(first.ParentId);
        Assert.Equal(first.Id, second.ParentId);
        Assert.Equal(second.Id, third.ParentId);
    }

    [Fact]
    public void Parent_after_a_restore_is_the_restored_snapshot()
    {
        var first = _manager.Create(_store);
        _manager.Create(_store);
        new SnapshotManager().Restore(_store, first);

        var branch = _manager.Create(_store);
        var next = _manager.Create(_store);

        Assert.Equal(first.Id, branch.ParentId);
        Assert.Equal(branch.Id, next.ParentId);
    }

    [Fact]
    public void Parent_after_a_repeated_restore_is_the_restored_snapshot_again()
    {
        var first = _manager.Create(_store);
        new SnapshotManager().Restore(_store, first);
        _manager.Create(_store);
        new SnapshotManager().Restore(_store, first);

        Assert.Equal(first.Id, _manager.Create(_store).ParentId);
    }

    [Fact]
    public void Parent_of_a_run_that_continues_from_an_import_is_the_imported_snapshot()
    {
        var export = new SnapshotManager().Export(_manager.Create(_store));
        var manager = new SnapshotManager();
        var imported = manager.Import(export);

        var run = new SnapshotManager().Restore(imported);
        run.Store.SetStatus(RunStatus.Running);
        var next = manager.Create(run.Store);

        Assert.Equal(imported.Id, next.ParentId);
        Assert.Equal(imported.Sequence + 1, next.Sequence);
    }

    [Fact]
    public void Parent_is_exported_and_imported()
    {
        _manager.Create(_store);
        var second = _manager.Create(_store);

        Assert.Contains($"\"parent\": \"{second.ParentId}\"", new SnapshotManager().Export(second), StringComparison.Ordinal);
        Assert.Equal(second.ParentId, new SnapshotManager().Import(new SnapshotManager().Export(second)).ParentId);
    }
}
