using PSSnapshots.Conformance;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

public sealed class MemorySnapshotStoreTests : SnapshotStoreConformance, IDisposable
{
    private readonly MemorySnapshotStore _store;

    public MemorySnapshotStoreTests() => _store = new MemorySnapshotStore(Clock);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Disposed_store_releases_its_snapshots()
    {
        var stored = _store.Save(Support.Sample.FullSnapshot());
        _store.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _store.Read(stored));
        Assert.Throws<ObjectDisposedException>(() => _store.List());
    }

    protected override ISnapshotStore Open(TimeProvider clock) => new SharedStore(_store);
}
