using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Serialization;

namespace PSSnapshots.Commands;

/// <summary>Writes snapshots as JSON text, one text each.</summary>
[Cmdlet(VerbsData.ConvertTo, "RunSnapshotJson")]
[OutputType(typeof(string))]
public sealed class ConvertToRunSnapshotJsonCommand : SnapshotCommand
{
    /// <summary>The snapshot.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Snapshot]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>Without line breaks and blanks.</summary>
    [Parameter]
    public SwitchParameter Compress { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(SnapshotWriter.ToJson(Snapshot, Compress));
}
