using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Files;
using PSSnapshots.Storage;
using PSSnapshots.Stores;

namespace PSSnapshots.Commands;

/// <summary>
/// Exports snapshots as UTF-8 JSON to a file, to one file each in a folder, or to a store. Readers see either the
/// previous or the complete new file.
/// </summary>
[Cmdlet(VerbsData.Export, "RunSnapshot", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo), typeof(StoredSnapshot))]
public sealed class ExportRunSnapshotCommand : SnapshotCommand, IDisposable
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string StoreSet = "Store";
    private const string FileSystem = @"Microsoft.PowerShell.Core\FileSystem";

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private ThrottledProgress? _progress;
    private ISnapshotStore? _store;

    /// <summary>Gets or sets the snapshot to export.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Snapshot]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>
    /// Gets or sets the path of the file, or of an existing folder, in which each snapshot is written to a file
    /// named by run ID and sequence number. A wildcard pattern must match exactly one.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Gets or sets the literal path of the file or folder.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>Gets or sets the store to save to: a folder path, which is created if necessary, or a store object.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StoreSet)]
    [ValidateNotNullOrEmpty]
    public object? Store { get; set; }

    /// <summary>Gets or sets whether the JSON is written without white space.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Compress { get; set; }

    /// <summary>Gets or sets whether an existing file is an error instead of being replaced.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Gets or sets whether read-only files are replaced.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets whether the files, or the stored snapshots, are returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _progress = new ThrottledProgress(this, "Export-RunSnapshot");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == StoreSet)
        {
            Save();
            return;
        }
        var isLiteral = ParameterSetName == LiteralPathSet;
        if (new FilePaths(this).Target(isLiteral ? LiteralPath : Path, isLiteral) is not { } target) return;
        if (Directory.Exists(target)) target = System.IO.Path.Combine(target, ExportName.Of(Snapshot));
        if (_written.Contains(target))
        {
            Report(nameof(Messages.FileWrittenTwice), Snapshot, target);
            return;
        }
        if (SnapshotFile.Check(target, NoClobber, Force) is { } failure)
        {
            WriteError(failure);
            return;
        }
        if (!ShouldProcess(target, $"Export {Snapshot}"))
        {
            if (IsWhatIf) _written.Add(target);
            return;
        }
        _progress!.Next(target);
        Write(target);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _progress!.End();

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Releases the resources of the cmdlet.</summary>
    public void Dispose() => _stopping.Dispose();

    private void Write(string target)
    {
        try
        {
            if (SnapshotFile.Write(target, Snapshot, Compress, NoClobber, _stopping.Token) is { } failure)
            {
                WriteError(failure);
                return;
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        _written.Add(target);
        // The provider's object has the properties that the file view shows.
        if (PassThru) WriteObject(InvokeProvider.Item.Get([$"{FileSystem}::{target}"], force: true, literalPath: true), enumerateCollection: true);
    }

    /// <summary>Returns whether the run in a store has no owner. Otherwise an error is reported.</summary>
    private bool IsFree(ISnapshotStore store) =>
        new StoreSession(this, store).Try(nameof(Messages.StoreWriteFailed), Snapshot, () => RunLockedException.ThrowIfOwned(store, Snapshot.RunId));

    private void Save()
    {
        var store = _store ??= StoreArgument.Resolve(this, Store!);
        if (IsWhatIf && !IsFree(store)) return;
        if (!ShouldProcess($"{store}", $"Save {Snapshot}")) return;
        _progress!.Next($"{Snapshot}");
        StoredSnapshot? stored = null;
        if (!new StoreSession(this, store).Try(nameof(Messages.StoreWriteFailed), Snapshot, () => stored = store.Save(Snapshot)) || !PassThru) return;
        SnapshotInput.Remember(stored!, store);
        WriteObject(stored);
    }
}
