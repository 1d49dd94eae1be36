using System.Management.Automation;
using PSSnapshots.Files;
using PSSnapshots.Storage;

namespace PSSnapshots.Commands;

/// <summary>A cmdlet that reads snapshot files, by -Path with wildcards or by -LiteralPath.</summary>
public abstract class FileReadingCommand : SnapshotCommand
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    private ThrottledProgress? _progress;

    /// <summary>The files, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>How many bytes a document may have, unpacked where the file is gzip; a larger one is reported and not read. At most 2 GiB, which is the default.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateRange(1, long.MaxValue)]
    public long MaxBytes { get; set; } = DocumentFile.MaxLength;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _progress = new ThrottledProgress(this, MyInvocation.MyCommand.Name);

    /// <inheritdoc/>
    protected override void EndProcessing() => _progress!.End();

    /// <summary>Reads the files one by one; one that cannot be read is reported, and the rest go on.</summary>
    private protected IEnumerable<(string Path, byte[] Content)> ReadFiles(IEnumerable<string> patterns)
    {
        var paths = new FilePaths(this);
        var files = ParameterSetName == LiteralPathSet ? LiteralPath.SelectMany(paths.Literal) : patterns.SelectMany(paths.Existing);
        foreach (var path in files)
        {
            _progress!.Next(path);
            if (SnapshotFile.TryRead(path, MaxBytes, out var content, out var failure)) yield return (path, content);
            else WriteError(failure!);
        }
    }
}
