using System.Management.Automation;
using PSSnapshots.Files;
using PSSnapshots.Storage;

namespace PSSnapshots.Commands;

/// <summary>A cmdlet that reads snapshot files, by -Path with wildcards or by -LiteralPath.</summary>
public abstract class FileReadingCommand : SnapshotCommand, IDisposable
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    private readonly CancellationTokenSource _stopping = new();
    private ThrottledProgress? _progress;

    /// <summary>The files, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// The largest document in bytes, after decompression. A larger one is reported and not read. The default is what
    /// an array holds, a little less than 2 GiB, and 256 MiB for a compressed file.
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

    /// <summary>Releases what the cmdlet holds.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads the files one by one. A file that cannot be read is reported, and the others are read.</summary>
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
