using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Binding;

/// <summary>Lets a snapshot or a live run stand where its state is wanted.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RunStateAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        StateOf(inputData.Unwrap()) ?? inputData;

    /// <summary>The state of what has one; nothing for other objects.</summary>
    internal static RunState? StateOf(object? value) => value switch
    {
        RunState state => state,
        Snapshot snapshot => snapshot.State,
        WorkflowRun run => run.Store.State,
        RunStore store => store.State,
        WorkflowRunJob job => job.Run.Store.State,
        _ => null,
    };
}
