using System.Management.Automation;
using PSSnapshots.Storage;

namespace PSSnapshots.Binding;

/// <summary>
/// Converts an argument to a snapshot. Accepts snapshots from a job, a remote session or Import-Clixml; output of
/// Get-RunSnapshot -Store, which is read from its store; and objects or hashtables with RunId and Sequence.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SnapshotAttribute : ArgumentTransformationAttribute
{
    /// <summary>Gets or sets whether a stored snapshot is rejected, so that another parameter of the cmdlet can bind it.</summary>
    public bool ExceptStored { get; set; }

    /// <summary>
    /// Gets or sets whether an object with RunId and Sequence becomes a reference that the cmdlet resolves in the
    /// manager of its -Manager parameter. Otherwise the object is resolved in the session's manager.
    /// </summary>
    public bool UsesManager { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is PSObject { BaseObject: Snapshot } or Snapshot) return inputData;
        if (ExceptStored && (inputData is StoredSnapshot or PSObject { BaseObject: StoredSnapshot } || SnapshotInput.StoredFromOtherSession(inputData) is not null)) return inputData;
        return SnapshotInput.Find(inputData, UsesManager) ?? inputData;
    }
}
