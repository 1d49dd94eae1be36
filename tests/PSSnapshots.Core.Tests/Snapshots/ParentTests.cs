using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Snapshots;

/// <summary>The parent of a snapshot is the one that its state grew from.</summary>
public class ParentTests
{
    private readonly SnapshotManager _manager = new();
    private readonly RunStore _store = Sample.Store();

    [Fact]
    public void The_first_has_none_and_the_next_has_the_one_before()
    {
        var first = _manager.Create(_store);
        var second = _manager.Create(_store);
        var third = _manager.Create(_store);

        Assert.Null(first.ParentId);
        Assert.Equal(first.Id, second.ParentId);
        Assert.Equal(second.Id, third.ParentId);
    }

    [Fact]
    public void After_a_restore_it_is_the_restored_one_and_then_again_the_one_before()
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
    public void After_each_further_restore_of_the_same_it_is_that_one_again()
    {
        var first = _manager.Create(_store);
        new SnapshotManager().Restore(_store, first);
        _manager.Create(_store);
        new SnapshotManager().Restore(_store, first);

        Assert.Equal(first.Id, _manager.Create(_store).ParentId);
    }

    [Fact]
    public void In_a_new_process_it_is_the_imported_one()
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
    public void It_is_written_to_an_export_and_read_from_it()
    {
        _manager.Create(_store);
        var second = _manager.Create(_store);

        Assert.Contains($"\"parent\": \"{second.ParentId}\"", new SnapshotManager().Export(second), StringComparison.Ordinal);
        Assert.Equal(second.ParentId, new SnapshotManager().Import(new SnapshotManager().Export(second)).ParentId);
    }
}
