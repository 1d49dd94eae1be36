using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Storage;
using PSSnapshots.Stores;

namespace PSSnapshots.Commands;

/// <summary>Gets snapshots from a snapshot manager or a store, by run and sequence number, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "RunSnapshot")]
[OutputType(typeof(Snapshot), typeof(StoredSnapshot))]
public sealed class GetRunSnapshotCommand : ManagerCommand
{
    private StoreSession? _stores;
    private WildcardPattern[]? _labels;

    /// <summary>Gets or sets the run IDs. Wildcards are permitted. The default is all runs.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [SupportsWildcards]
    [ValidateNotNull]
    [AllowEmptyString]
    [Identifier]
    public string[] RunId { get; set; } = ["*"];

    /// <summary>Gets or sets whether only the newest matching snapshot of each run is returned.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    /// <summary>Gets or sets the sequence numbers of the snapshots to return.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int[]? Sequence { get; set; }

    /// <summary>
    /// Gets or sets the labels of the snapshots to return. Wildcards are permitted. A pattern that matches
    /// before-restore also returns the snapshot that the last restore of the run replaced, which has no sequence
    /// number.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Label { get; set; }

    /// <summary>Gets or sets a time. Only the latest matching snapshot of each run at or before this time is returned.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <summary>Gets or sets the store to search instead of a snapshot manager: a folder path or a store object.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Store { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _labels = Label is null ? null : NamePattern.Require(this, Label);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Store is not null)
        {
            RefuseManagerWithStore(Store);
            _stores ??= new StoreSession(this, Store);
            foreach (var run in _stores.List(RunId).GroupBy(stored => stored.RunId, StringComparer.Ordinal))
                Emit(run.Key, [.. run], stored => (stored.Sequence, stored.Label, stored.Timestamp));
            return;
        }
        foreach (var runId in ResolveRuns(RunId))
        {
            var kept = Manager.GetAll(runId);
            // A snapshot without a sequence number sorts before the others, and is the latest only if there
            // is no other.
            if (Label is not null && Manager.GetBeforeRestore(runId) is { } beforeRestore) kept = [beforeRestore, .. kept];
            Emit(runId, kept, snapshot => (snapshot.Sequence, snapshot.Label, snapshot.Timestamp));
        }
    }

    private void Emit<T>(string runId, IReadOnlyList<T> all, Func<T, (int Sequence, string? Label, DateTimeOffset Timestamp)> of)
    {
        if (Sequence is null && Label is null && At is null)
        {
            for (var place = Latest ? Math.Max(0, all.Count - 1) : 0; place < all.Count; place++) WriteObject(all[place]);
            return;
        }
        var chosen = all
            .Where(snapshot => Sequence is null || Sequence.Contains(of(snapshot).Sequence))
            .Where(snapshot => _labels is null || (of(snapshot).Label is { } label && _labels.Any(pattern => pattern.IsMatch(label))));
        if (At is { } time) chosen = LatestNotAfter(time, chosen, of);
        WriteObject(Latest ? chosen.TakeLast(1) : chosen, enumerateCollection: true);

        // Reports missing sequence numbers only for an exact run ID. For a pattern they are a filter.
        if (Sequence is null || !RunId.Contains(runId, StringComparer.Ordinal)) return;
        foreach (var sequence in Sequence.Except(all.Select(snapshot => of(snapshot).Sequence)))
            Report(nameof(Messages.SnapshotNotFound), sequence, $"#{sequence} of run '{runId}'");
    }

    /// <summary>Sorts by time, and by sequence number for equal times. An import can have any sequence number.</summary>
    private static IEnumerable<T> LatestNotAfter<T>(
        DateTimeOffset time, IEnumerable<T> snapshots, Func<T, (int Sequence, string? Label, DateTimeOffset Timestamp)> of) =>
        snapshots.Where(snapshot => of(snapshot).Timestamp <= time)
            .OrderBy(snapshot => of(snapshot).Timestamp).ThenBy(snapshot => of(snapshot).Sequence)
            .TakeLast(1);
}
