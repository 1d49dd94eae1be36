using System.Management.Automation;

namespace PSSnapshots.Binding;

/// <summary>
/// Rejects a stored snapshot from another session, so that the parameter for stored snapshots binds it. Otherwise
/// PowerShell would bind its text as a path.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotStoredSnapshotAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => SnapshotInput.StoredFromOtherSession(inputData) is { } stored
        // The parameter binder tries the next parameter only after an invalid cast.
        ? throw new ArgumentTransformationMetadataException(stored.ToString(), new PSInvalidCastException(stored.ToString()))
        : inputData;
}
