using PSSnapshots.Storage;

namespace PSSnapshots.Conformance.Tests;

/// <summary>A store that is written with public types alone passes the suite.</summary>
public sealed class TableStoreTests : SnapshotStoreConformance
{
    private readonly Tables _tables;

    public TableStoreTests() => _tables = new Tables(Clock);

    protected override ISnapshotStore Open(TimeProvider clock) => new TableStore(_tables, clock);
}
