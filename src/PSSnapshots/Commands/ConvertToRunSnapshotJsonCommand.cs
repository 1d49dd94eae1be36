using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Serialization;

namespace PSSnapshots.Commands;

/// <summary>Converts snapshots to JSON strings, one string for each snapshot.</summary>
[Cmdlet(VerbsData.ConvertTo, "RunSnapshotJson")]
[OutputType(typeof(string))]
public sealed class ConvertToRunSnapshotJsonCommand : SnapshotCommand
{
    /// <summary>Gets or sets the snapshot to convert.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Snapshot]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>Gets or sets whether the JSON is written without white space.</summary>
    [Parameter]
    public SwitchParameter Compress { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(SnapshotWriter.ToJson(Snapshot, Compress));
}
