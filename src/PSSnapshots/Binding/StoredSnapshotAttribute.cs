using System.Management.Automation;

namespace PSSnapshots.Binding;

/// <summary>Accepts, where a stored snapshot is expected, also one from a job, a remote session or Import-Clixml.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StoredSnapshotAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (object?)SnapshotInput.StoredFromOtherSession(inputData) ?? inputData;
}
