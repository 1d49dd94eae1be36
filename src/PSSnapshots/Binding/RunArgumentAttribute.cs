using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Binding;

/// <summary>
/// Converts a workflow job to its run. Rejects a run that was deserialized from another session, with a message
/// that explains how to transfer it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RunArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData.Unwrap() is WorkflowRunJob job) return job.Run;
        if (inputData is not PSObject run) return inputData;
        try
        {
            ObjectRunReader.RefuseDeserialized(run);
        }
        catch (NotARunException failure)
        {
            throw new ArgumentTransformationMetadataException(failure.Message, failure);
        }
        return inputData;
    }
}
