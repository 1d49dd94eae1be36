using System.Management.Automation;
using PSSnapshots.Binding;

namespace PSSnapshots.Commands;

/// <summary>Applies a JSON Patch to a snapshot, and adds the result as a new snapshot of the same run.</summary>
[Cmdlet(VerbsData.Update, "RunSnapshot", SupportsShouldProcess = true)]
[OutputType(typeof(Snapshot))]
public sealed class UpdateRunSnapshotCommand : ManagerCommand
{
    private JsonPatch _patch = null!;

    /// <summary>Gets or sets the snapshot to patch, which is not changed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Snapshot(UsesManager = true)]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>Gets or sets the patch as JSON text, or its lines.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [AllowEmptyString]
    public string[] Patch { get; set; } = [];

    /// <summary>Gets or sets the label of the new snapshot.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            _patch = JsonPatch.Parse(string.Join('\n', Patch));
        }
        catch (InvalidPatchException failure)
        {
            Refuse(failure, Patch);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Resolve(Snapshot) is not { } snapshot) return;
        try
        {
            var state = SnapshotPatch.Apply(snapshot, _patch);
            if (ShouldProcess(snapshot.ToString(), $"Patch with {_patch.Count} operations")) WriteObject(Manager.CreateFrom(snapshot, state, Label));
        }
        catch (PatchFailedException failure)
        {
            Report(failure, snapshot);
        }
    }
}
