using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Binding;

/// <summary>
/// Takes the run of a job where a run is expected. Refuses a run from another session, of which only a copy of some
/// properties came across, and says how to carry it.
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
