using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Binding;

/// <summary>Converts a snapshot, a live run, or an object with the fields of a run to a state.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RunStateAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        StateOf(inputData.Unwrap()) ?? SnapshotInput.Find(inputData)?.State ?? (ValueShape.HasMembers(inputData) ? OfObject(PSObject.AsPSObject(inputData)) : inputData);

    /// <summary>Returns the state of a snapshot, run, store or job, or <see langword="null"/> for other objects.</summary>
    internal static RunState? StateOf(object? value) => value switch
    {
        RunState state => state,
        Snapshot snapshot => snapshot.State,
        WorkflowRun run => run.Store.State,
        RunStore store => store.State,
        WorkflowRunJob job => job.Run.Store.State,
        _ => null,
    };

    private static RunState OfObject(PSObject run)
    {
        try
        {
            return ObjectRunReader.ToState(run);
        }
        catch (Exception failure) when (failure is NotARunException or UnsupportedValueException)
        {
            throw new ArgumentTransformationMetadataException(failure.Message, failure);
        }
    }
}
