using PSSnapshots.Conformance;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

public sealed class DirectorySnapshotStoreTests : SnapshotStoreConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ISnapshotStore Open(TimeProvider clock) => new DirectorySnapshotStore(_folder.In("state"), new DirectoryStoreOptions { TimeProvider = clock });
}
