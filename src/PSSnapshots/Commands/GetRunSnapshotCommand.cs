using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Storage;
using PSSnapshots.Stores;

namespace PSSnapshots.Commands;

/// <summary>Gets the snapshots that are kept, by run and number, newest last; or tells of those in a store.</summary>
[Cmdlet(VerbsCommon.Get, "RunSnapshot")]
[OutputType(typeof(Snapshot), typeof(StoredSnapshot))]
public sealed class GetRunSnapshotCommand : ManagerCommand
{
    private StoreSession? _stores;
    private WildcardPattern[]? _labels;

    /// <summary>The runs: ids, or patterns with wildcards; all where none is given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [SupportsWildcards]
    [ValidateNotNull]
    [AllowEmptyString]
    [Identifier]
    public string[] RunId { get; set; } = ["*"];

    /// <summary>Only the newest snapshot of each run, of those that the other parameters leave.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    /// <summary>Only snapshots of these numbers.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int[]? Sequence { get; set; }

    /// <summary>
    /// Only snapshots of these labels; wildcards are allowed. One that matches before-restore also gives the snapshot that
    /// the run's last restore took of what it replaced, which has no number.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Label { get; set; }

    /// <summary>Only the latest snapshot of each run that was not taken after this time, of those that the other parameters leave.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <summary>The store to look in instead of the session's memory: a folder, or a store object.</summary>
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
            // Without a number it comes before those that have one, and is not the latest where there is one.
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

        // The numbers that a run named by its id does not have; of a pattern they only choose.
        if (Sequence is null || !RunId.Contains(runId, StringComparer.Ordinal)) return;
        foreach (var sequence in Sequence.Except(all.Select(snapshot => of(snapshot).Sequence)))
            Report(nameof(Messages.SnapshotNotFound), sequence, $"#{sequence} of run '{runId}'");
    }

    /// <summary>By time, and by number where the clock does not tell two apart: an import may have come with any number.</summary>
    private static IEnumerable<T> LatestNotAfter<T>(
        DateTimeOffset time, IEnumerable<T> snapshots, Func<T, (int Sequence, string? Label, DateTimeOffset Timestamp)> of) =>
        snapshots.Where(snapshot => of(snapshot).Timestamp <= time)
            .OrderBy(snapshot => of(snapshot).Timestamp).ThenBy(snapshot => of(snapshot).Sequence)
            .TakeLast(1);
}
