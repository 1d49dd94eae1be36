using System.Management.Automation;
using PSSnapshots.Storage;

namespace PSSnapshots.Binding;

/// <summary>
/// Accepts, where a snapshot is expected, also one from a job, a remote session or Import-Clixml; what Get-RunSnapshot
/// -Store emits, which is read from its store; and an object or a hashtable with RunId and Sequence.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SnapshotAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter stays unbound for a stored snapshot, which another parameter of the cmdlet takes.</summary>
    public bool ExceptStored { get; set; }

    /// <summary>
    /// Whether an object with RunId and Sequence becomes a name, for which the cmdlet looks in the manager that it is given.
    /// Otherwise the session's manager has the snapshot.
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
