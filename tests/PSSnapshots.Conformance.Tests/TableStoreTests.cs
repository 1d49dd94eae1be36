using PSSnapshots.Storage;

namespace PSSnapshots.Conformance.Tests;

/// <summary>Verifies that a store that uses only public types passes the conformance tests.</summary>
public sealed class TableStoreTests : SnapshotStoreConformance
{
    private readonly Tables _tables;

    public TableStoreTests() => _tables = new Tables(Clock);

    protected override ISnapshotStore Open(TimeProvider clock) => new TableStore(_tables, clock);
}
