using System.Management.Automation;

namespace PSSnapshots.Binding;

/// <summary>Converts a stored snapshot that was deserialized from a job, a remote session or Import-Clixml.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StoredSnapshotAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (object?)SnapshotInput.StoredFromOtherSession(inputData) ?? inputData;
}
