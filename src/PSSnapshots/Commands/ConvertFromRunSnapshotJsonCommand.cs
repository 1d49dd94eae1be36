using System.Management.Automation;
using System.Text;
using PSSnapshots.Serialization;

namespace PSSnapshots.Commands;

/// <summary>
/// Reads snapshots from JSON text: a text each, or the lines of one (as Get-Content gives them). They are not kept;
/// Import-RunSnapshot keeps what it reads.
/// </summary>
[Cmdlet(VerbsData.ConvertFrom, "RunSnapshotJson")]
[OutputType(typeof(Snapshot))]
public sealed class ConvertFromRunSnapshotJsonCommand : SnapshotCommand
{
    private StringBuilder? _lines;

    /// <summary>The text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string Json { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (IsDocument(Json))
        {
            ReadLines();
            Read(Json);
        }
        else if (_lines is not null && !IsFirstLine(Json))
        {
            _lines.Append('\n').Append(Json);
        }
        else
        {
            ReadLines();
            _lines = new StringBuilder(Json);
            if (Json.Length > 0 && !IsFirstLine(Json)) ReadLines();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => ReadLines();

    /// <summary>
    /// Whether text is a document of its own rather than a line of one: it has lines itself, or begins and ends as an
    /// object does, which inside a document only indented lines do.
    /// </summary>
    private static bool IsDocument(string text) => text.Contains('\n', StringComparison.Ordinal) || (text.Length > 1 && text[0] == '{' && text[^1] == '}');

    /// <summary>Whether text can be the first line of a document that goes on: inside one, lines that begin so are indented.</summary>
    private static bool IsFirstLine(string text) => text.AsSpan().TrimStart('\uFEFF') is ['{', ..];

    private void ReadLines()
    {
        if (_lines is null) return;
        var text = _lines.ToString();
        _lines = null;
        Read(text);
    }

    private void Read(string text)
    {
        try
        {
            WriteObject(SnapshotReader.Read(text));
        }
        catch (SnapshotFormatException failure)
        {
            WriteFailure(failure, text);
        }
    }
}
