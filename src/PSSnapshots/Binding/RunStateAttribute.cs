using System.Management.Automation;

namespace PSSnapshots.Binding;

/// <summary>Lets a snapshot or a live run stand where its state is wanted.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RunStateAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapper ? wrapper.BaseObject : inputData) switch
        {
            Snapshot snapshot => snapshot.State,
            WorkflowRun run => run.Store.State,
            RunStore store => store.State,
            _ => inputData,
        };
}
