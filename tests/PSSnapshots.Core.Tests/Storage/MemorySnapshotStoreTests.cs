using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

public sealed class MemorySnapshotStoreTests : SnapshotStoreConformance, IDisposable
{
    private readonly MemorySnapshotStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Disposing_of_the_store_lets_everything_go()
    {
        var stored = _store.Save(Support.Sample.FullSnapshot());
        _store.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _store.Read(stored));
        Assert.Throws<ObjectDisposedException>(() => _store.List());
        Assert.Throws<ObjectDisposedException>(() => _store.Save(Support.Sample.FullSnapshot()));
        Assert.Throws<ObjectDisposedException>(() => _store.Remove(stored));
        Assert.Throws<ObjectDisposedException>(() => _store.Lock("deploy-7"));
    }

    protected override ISnapshotStore Open() => new Shared(_store);

    /// <summary>Opened twice it is the same memory, and closing one leaves the other open.</summary>
    private sealed class Shared(MemorySnapshotStore store) : ISnapshotStore
    {
        private bool _isDisposed;

        public StoredSnapshot Save(Snapshot snapshot) => Open().Save(snapshot);

        public IReadOnlyList<StoredSnapshot> List(string? runId = null, Action<StoreProblem>? onProblem = null) => Open().List(runId, onProblem);

        public Snapshot Read(StoredSnapshot stored) => Open().Read(stored);

        public bool Remove(StoredSnapshot stored) => Open().Remove(stored);

        public IDisposable Lock(string runId) => Open().Lock(runId);

        public void Dispose() => _isDisposed = true;

        private MemorySnapshotStore Open()
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return store;
        }
    }
}
