using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Storage;
using PSSnapshots.Stores;

namespace PSSnapshots.Commands;

/// <summary>Removes individual snapshots, or the snapshots in a store that exceed limits.</summary>
[Cmdlet(VerbsCommon.Remove, "RunSnapshot", SupportsShouldProcess = true, DefaultParameterSetName = SnapshotSet)]
[OutputType(typeof(void))]
public sealed class RemoveRunSnapshotCommand : ManagerCommand
{
    private const string SnapshotSet = "Snapshot";
    private const string SequenceSet = "Sequence";
    private const string StoredSet = "StoredSnapshot";
    private const string RetentionSet = "Retention";

    private readonly HashSet<ISnapshotStore> _changed = [];
    private StoreSession? _stores;
    private WildcardPattern[] _pinned = [];

    /// <summary>Gets or sets the snapshot to remove.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    [Snapshot(ExceptStored = true, UsesManager = true)]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>Gets or sets the stored snapshot to remove, from Get-RunSnapshot -Store.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = StoredSet)]
    [StoredSnapshot]
    public StoredSnapshot StoredSnapshot { get; set; } = null!;

    /// <summary>Gets or sets the ID of the run whose snapshots are removed. With limits, wildcards are permitted.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SequenceSet)]
    [Parameter(ParameterSetName = RetentionSet)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [AllowEmptyString]
    [Identifier]
    public string RunId { get; set; } = "";

    /// <summary>Gets or sets the sequence numbers of the snapshots to remove.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SequenceSet)]
    [ValidateRange(1, int.MaxValue)]
    public int[] Sequence { get; set; } = [];

    /// <summary>
    /// Gets or sets the store to remove the snapshots from, instead of a snapshot manager: a folder path or a store
    /// object.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = RetentionSet)]
    [Parameter(ParameterSetName = SequenceSet)]
    [Parameter(ParameterSetName = StoredSet)]
    [ValidateNotNullOrEmpty]
    public object? Store { get; set; }

    /// <summary>Gets or sets the maximum number of snapshots to keep for each run. The newest are kept.</summary>
    [Parameter(ParameterSetName = RetentionSet)]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxCount { get; set; }

    /// <summary>Gets or sets the maximum age of the snapshots to keep for each run.</summary>
    [Parameter(ParameterSetName = RetentionSet)]
    public TimeSpan? MaxAge { get; set; }

    /// <summary>Gets or sets the maximum total size in bytes of the snapshots to keep for each run.</summary>
    [Parameter(ParameterSetName = RetentionSet)]
    [ValidateRange(0, long.MaxValue)]
    public long? MaxBytes { get; set; }

    /// <summary>Gets or sets the labels of snapshots that are always kept. Wildcards are permitted.</summary>
    [Parameter(ParameterSetName = RetentionSet)]
    [SupportsWildcards]
    [ValidateNotNull]
    public string[] PinnedLabel { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Store is not null) RefuseManagerWithStore(Store);
        _stores = new StoreSession(this, Store);
        _pinned = NamePattern.Require(this, PinnedLabel);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case SnapshotSet:
                if (Resolve(Snapshot) is { } snapshot) RemoveFromManager(snapshot);
                break;
            case StoredSet:
                if (_stores!.For(StoredSnapshot) is { } store) RemoveFrom(store, StoredSnapshot, "Remove");
                break;
            case RetentionSet:
                RemoveByLimits();
                break;
            default:
                if (Store is null) RemoveFromManager();
                else RemoveFromStore();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var store in _changed)
            _stores!.Try(nameof(Messages.StoreWriteFailed), store, () => store.RemoveUnused());
    }

    private void RemoveFromManager(Snapshot snapshot)
    {
        if ((IsWhatIf && !Manager.Contains(snapshot)) || (ShouldProcess(snapshot.ToString(), "Remove") && !Manager.Remove(snapshot)))
            NotFound(snapshot.RunId, snapshot.Sequence, snapshot);
    }

    private void RemoveFromManager()
    {
        foreach (var sequence in Sequence)
        {
            if (Manager.Get(RunId, sequence) is not { } snapshot) NotFound(RunId, sequence, sequence);
            else if (ShouldProcess(snapshot.ToString(), "Remove")) Manager.Remove(snapshot);
        }
    }

    private void RemoveFromStore()
    {
        if (_stores!.Given is not { } store) return;
        IReadOnlyList<StoredSnapshot> all = [];
        if (!_stores.Try(nameof(Messages.StoreReadFailed), Store, () => all = store.List(RunId, _stores.Warn))) return;
        foreach (var sequence in Sequence)
        {
            if (all.FirstOrDefault(stored => stored.Sequence == sequence) is not { } stored) NotFound(RunId, sequence, sequence);
            else RemoveFrom(store, stored, "Remove");
        }
    }

    private void RemoveByLimits()
    {
        var limits = new RetentionPolicy { MaxCount = MaxCount, MaxAge = MaxAge, MaxBytes = MaxBytes };
        if (!limits.HasLimits) Refuse(nameof(Messages.NoRetentionLimit), Store);
        var all = _stores!.List([IsGiven(nameof(RunId)) ? RunId : "*"]);
        var policy = limits with { PinnedLabels = [.. all.Select(stored => stored.Label).OfType<string>().Where(IsPinned).Distinct(StringComparer.Ordinal).Select(Literally)] };
        foreach (var decision in policy.Plan(all, TimeProvider.System.GetUtcNow()))
            RemoveFrom(_stores.Given!, decision.Snapshot, $"Remove ({decision.Reason})");
    }

    private bool IsPinned(string label) => PinnedLabel.Contains(label, StringComparer.Ordinal) || _pinned.Any(pattern => pattern.IsMatch(label));

    /// <summary>Returns a label pattern for the core that matches only this label.</summary>
    private static string Literally(string label) => label.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("*", @"\*", StringComparison.Ordinal).Replace("?", @"\?", StringComparison.Ordinal);

    private void RemoveFrom(ISnapshotStore store, StoredSnapshot stored, string action)
    {
        if (IsWhatIf && !Exists(store, stored)) return;
        if (!ShouldProcess(stored.ToString(), action)) return;
        var wasThere = true;
        if (!_stores!.Try(nameof(Messages.StoreWriteFailed), stored, () => wasThere = store.Remove(stored))) return;
        if (wasThere) _changed.Add(store);
        else NotFound(stored.RunId, stored.Sequence, stored);
    }

    /// <summary>Returns whether a store has a snapshot. If not, an error is reported.</summary>
    private bool Exists(ISnapshotStore store, StoredSnapshot stored)
    {
        var exists = false;
        if (!_stores!.Try(nameof(Messages.StoreReadFailed), stored, () => exists = store.List(stored.RunId, _stores.Warn).Any(other => other.SnapshotId == stored.SnapshotId))) return false;
        if (!exists) NotFound(stored.RunId, stored.Sequence, stored);
        return exists;
    }

    private void NotFound(string runId, int sequence, object target) =>
        Report(nameof(Messages.SnapshotNotFound), target, $"#{sequence} of run '{runId}'");
}
