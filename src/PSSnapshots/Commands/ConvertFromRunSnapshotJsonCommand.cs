using System.Management.Automation;
using PSSnapshots.Conversion;
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
    private readonly JsonDocuments _documents = new();

    /// <summary>The text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string Json { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Read(_documents.Add(Json));

    /// <inheritdoc/>
    protected override void EndProcessing() => Read(_documents.End());

    private void Read(IEnumerable<string> documents)
    {
        foreach (var document in documents)
        {
            try
            {
                WriteObject(SnapshotReader.Read(document));
            }
            catch (SnapshotFormatException failure)
            {
                Report(failure, document);
            }
        }
    }
}
