using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Binding;

/// <summary>Lets the job of a run stand where the run is wanted.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RunArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData.Unwrap() is WorkflowRunJob job ? job.Run : inputData;
}
