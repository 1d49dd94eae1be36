using System.Management.Automation;
using PSSnapshots.Binding;

namespace PSSnapshots.Commands;

/// <summary>Lets single snapshots go.</summary>
[Cmdlet(VerbsCommon.Remove, "RunSnapshot", SupportsShouldProcess = true, DefaultParameterSetName = SnapshotSet)]
[OutputType(typeof(void))]
public sealed class RemoveRunSnapshotCommand : ManagerCommand
{
    private const string SnapshotSet = "Snapshot";
    private const string SequenceSet = "Sequence";

    /// <summary>The snapshot.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>The run whose snapshots go.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SequenceSet)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [AllowEmptyString]
    public string RunId { get; set; } = "";

    /// <summary>Their numbers.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SequenceSet)]
    [ValidateRange(1, int.MaxValue)]
    public int[] Sequence { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == SnapshotSet)
        {
            if (ShouldProcess(Snapshot.ToString(), "Remove") && !Manager.Remove(Snapshot)) NotFound(Snapshot.RunId, Snapshot.Sequence, Snapshot);
            return;
        }
        foreach (var sequence in Sequence)
        {
            if (Manager.Get(RunId, sequence) is not { } snapshot) NotFound(RunId, sequence, sequence);
            else if (ShouldProcess(snapshot.ToString(), "Remove")) Manager.Remove(snapshot);
        }
    }

    private void NotFound(string runId, int sequence, object target) =>
        WriteFailure(nameof(Messages.SnapshotNotFound), ErrorCategory.ObjectNotFound, target, $"#{sequence} of run '{runId}'");
}
