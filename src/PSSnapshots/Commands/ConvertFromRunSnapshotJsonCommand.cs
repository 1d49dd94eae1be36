using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Serialization;

namespace PSSnapshots.Commands;

/// <summary>
/// Converts JSON text to snapshots. A string is a document or, as from Get-Content, a line of one. The snapshots
/// are not added to a manager, unlike with Import-RunSnapshot.
/// </summary>
[Cmdlet(VerbsData.ConvertFrom, "RunSnapshotJson")]
[OutputType(typeof(Snapshot))]
public sealed class ConvertFromRunSnapshotJsonCommand : SnapshotCommand
{
    private readonly JsonDocuments _documents = new();

    /// <summary>Gets or sets the JSON text.</summary>
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
