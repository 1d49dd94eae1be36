using System.Management.Automation;
using PSSnapshots.Files;
using PSSnapshots.Storage;

namespace PSSnapshots.Commands;

/// <summary>Base class of the cmdlets that read snapshot files by -Path or -LiteralPath.</summary>
public abstract class FileReadingCommand : SnapshotCommand, IDisposable
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    private readonly CancellationTokenSource _stopping = new();
    private ThrottledProgress? _progress;

    /// <summary>Gets or sets the literal paths of the files.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// Gets or sets the maximum document size in bytes, after decompression. A larger document is reported as an
    /// error. The default is the maximum size of an array, almost 2 GiB, and 256 MiB for a compressed file.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateRange(1, long.MaxValue)]
    public virtual long MaxBytes { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _progress = new ThrottledProgress(this, MyInvocation.MyCommand.Name);

    /// <inheritdoc/>
    protected override void EndProcessing() => _progress!.End();

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Releases the resources of the cmdlet.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads the files. A file that cannot be read is reported, and the remaining files are read.</summary>
    private protected IEnumerable<(string Path, byte[] Content)> ReadFiles(IEnumerable<string> patterns)
    {
        var paths = new FilePaths(this);
        var files = ParameterSetName == LiteralPathSet ? LiteralPath.SelectMany(paths.Literal) : patterns.SelectMany(paths.Existing);
        foreach (var path in files)
        {
            _progress!.Next(path);
            if (TryRead(path, out var content, out var failure)) yield return (path, content);
            else WriteError(failure!);
        }
    }

    private bool TryRead(string path, out byte[] content, out ErrorRecord? failure)
    {
        try
        {
            return SnapshotFile.TryRead(path, IsGiven(nameof(MaxBytes)) ? MaxBytes : null, out content, out failure, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
