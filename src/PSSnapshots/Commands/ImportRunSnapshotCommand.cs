using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Serialization;
using PSSnapshots.Session;
using PSSnapshots.Storage;
using PSSnapshots.Stores;

namespace PSSnapshots.Commands;

/// <summary>
/// Imports and validates snapshots from files or a store, and adds them to a snapshot manager. An invalid snapshot
/// changes nothing.
/// </summary>
[Cmdlet(VerbsData.Import, "RunSnapshot", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(Snapshot))]
public sealed class ImportRunSnapshotCommand : FileReadingCommand
{
    private const string StoreSet = "Store";
    private const string StoredSet = "StoredSnapshot";

    private StoreSession? _stores;

    /// <summary>Gets or sets the file paths. Wildcards are permitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [NotStoredSnapshot]
    public string[] Path { get; set; } = [];

    /// <summary>Gets or sets the store to read from: a folder path or a store object.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StoreSet)]
    [Parameter(ParameterSetName = StoredSet)]
    [ValidateNotNullOrEmpty]
    public object? Store { get; set; }

    /// <summary>Gets or sets the IDs of the runs in the store. Wildcards are permitted. The default is all runs.</summary>
    [Parameter(ParameterSetName = StoreSet)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [SupportsWildcards]
    [ValidateNotNull]
    [AllowEmptyString]
    [Identifier]
    public string[] RunId { get; set; } = ["*"];

    /// <summary>Gets or sets whether only the newest snapshot of each run in the store is imported, by sequence number.</summary>
    [Parameter(ParameterSetName = StoreSet)]
    public SwitchParameter Latest { get; set; }

    /// <summary>Gets or sets the sequence numbers of the snapshots to import from the store.</summary>
    [Parameter(ParameterSetName = StoreSet)]
    [ValidateRange(1, int.MaxValue)]
    public int[]? Sequence { get; set; }

    /// <summary>Gets or sets the stored snapshot, from Get-RunSnapshot -Store.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = StoredSet)]
    [StoredSnapshot]
    public StoredSnapshot StoredSnapshot { get; set; } = null!;

    /// <summary>Gets or sets whether the snapshots are returned without being added to a manager.</summary>
    [Parameter]
    public SwitchParameter NoRegister { get; set; }

    /// <summary>Gets or sets the snapshot manager. The default is the session's manager.</summary>
    [Parameter]
    [ValidateNotNull]
    public SnapshotManager Manager { get; set; } = SnapshotSession.Manager;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _stores = new StoreSession(this, Store);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case StoredSet:
                if (_stores!.For(StoredSnapshot) is { } store) Read(store, StoredSnapshot);
                break;
            case StoreSet:
                ReadStore();
                break;
            default:
                ReadFiles();
                break;
        }
    }

    private void ReadStore()
    {
        foreach (var run in _stores!.List(RunId).GroupBy(stored => stored.RunId, StringComparer.Ordinal))
        {
            var chosen = run.Where(stored => Sequence is null || Sequence.Contains(stored.Sequence));
            foreach (var stored in Latest ? chosen.TakeLast(1) : chosen) Read(_stores.Given!, stored);
            if (Sequence is null || !RunId.Contains(run.Key, StringComparer.Ordinal)) continue;
            foreach (var sequence in Sequence.Except(run.Select(stored => stored.Sequence)))
                Report(nameof(Messages.SnapshotNotFound), sequence, $"#{sequence} of run '{run.Key}'");
        }
    }

    private void Read(ISnapshotStore store, StoredSnapshot stored)
    {
        Snapshot? snapshot = null;
        if (!_stores!.Try(nameof(Messages.StoreReadFailed), stored, () => snapshot = store.Read(stored))) return;
        Emit(snapshot!);
    }

    private void Emit(Snapshot snapshot)
    {
        if (NoRegister) WriteObject(snapshot);
        else if (ShouldProcess($"{snapshot}", "Import")) WriteObject(Manager.Add(snapshot));
    }

    private void ReadFiles()
    {
        foreach (var (path, content) in ReadFiles(Path))
        {
            try
            {
                var snapshot = SnapshotReader.Read(content);
                if (IsShown("Verbose", "VerbosePreference"))
                    foreach (var warning in SnapshotReader.Inspect(content)) WriteVerbose($"{path}: {warning}");
                Emit(snapshot);
            }
            catch (SnapshotFormatException failure)
            {
                Report(new SnapshotFormatException(MessageText.Of(nameof(Messages.InvalidSnapshotFile), path, failure.Message), failure), path);
            }
        }
    }
}
