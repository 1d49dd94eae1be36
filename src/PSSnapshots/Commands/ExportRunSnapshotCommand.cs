using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Files;
using PSSnapshots.Storage;
using PSSnapshots.Stores;

namespace PSSnapshots.Commands;

/// <summary>
/// Writes snapshots to files, as JSON in UTF-8: one to a file, or each to a file of its own in a folder. A reader
/// sees the file as it was before or as it is then, never a part. Or saves them in a store.
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

    /// <summary>The snapshot.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Snapshot]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>The file, or an existing folder, where each snapshot gets a file named by run and number. A wildcard must match one.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The file or folder, taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>The store to save in: a folder, which is made where it is not there, or a store object.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StoreSet)]
    [ValidateNotNullOrEmpty]
    public object? Store { get; set; }

    /// <summary>Without line breaks and blanks.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Compress { get; set; }

    /// <summary>Leaves a file that exists as it is, with an error.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replaces a read-only file too.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the files, or what the store tells of the snapshots.</summary>
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

    /// <summary>Releases what the cmdlet holds.</summary>
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
        // The provider's object has the properties that the table of files shows.
        if (PassThru) WriteObject(InvokeProvider.Item.Get([$"{FileSystem}::{target}"], force: true, literalPath: true), enumerateCollection: true);
    }

    /// <summary>Returns whether nobody owns the run in a store. If somebody does, that is reported.</summary>
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
