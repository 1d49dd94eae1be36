using System.Management.Automation;

namespace PSSnapshots.Binding;

/// <summary>
/// Leaves a stored snapshot from another session to the parameter that takes it. The engine would bind its text, which
/// is no path.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotStoredSnapshotAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => SnapshotInput.StoredFromOtherSession(inputData) is { } stored
        // The binder tries the next parameter only after an invalid cast.
        ? throw new ArgumentTransformationMetadataException(stored.ToString(), new PSInvalidCastException(stored.ToString()))
        : inputData;
}
