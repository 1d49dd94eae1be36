using PSSnapshots.Collections;
using PSSnapshots.Storage;
using PSSnapshots.Workflows;

namespace PSSnapshots;

/// <summary>A run of a workflow: its identity, its store, and the current state of the store.</summary>
/// <param name="store">The run's store.</param>
/// <param name="definition">The workflow definition, if it is known.</param>
public sealed class WorkflowRun(RunStore store, WorkflowDefinition? definition = null)
{
    /// <summary>The run ID.</summary>
    public string RunId => Store.State.RunId;

    /// <summary>The workflow ID.</summary>
    public string WorkflowId => Store.State.WorkflowId;

    /// <summary>The current status of the run.</summary>
    public RunStatus Status => Store.State.Status;

    /// <summary>The number of steps that have a result.</summary>
    public int StepCount => Store.State.StepResults.Count;

    /// <summary>The results of the steps, by step ID.</summary>
    public StepResultMap StepResults => Store.State.StepResults;

    /// <summary>The path in the graph that the run has reached.</summary>
    public StepPath ExecutionPath => Store.State.ExecutionPath;

    /// <summary>The paths in the graph of the waiting steps, by step ID.</summary>
    public OrderedMap<StepPath> SuspendedPaths => Store.State.SuspendedPaths;

    /// <summary>The run's log.</summary>
    public EntryList<RunLog> Logs => Store.State.Logs;

    /// <summary>The events that the run emitted.</summary>
    public EntryList<WorkflowEvent> Events => Store.State.Events;

    /// <summary>The values that steps share, by key.</summary>
    public ValueMap ExecutionContext => Store.State.ExecutionContext;

    /// <summary>The entries of the workflow's graph.</summary>
    public ValueList ExecutionGraph => Store.State.ExecutionGraph;

    /// <summary>The input of the run.</summary>
    public object? Input => Store.State.Input;

    /// <summary>The result of the run.</summary>
    public object? Result => Store.State.Result;

    /// <summary>The workflow's output, without the wrapper that the original adds.</summary>
    public object? Output => Store.State.Output;

    /// <summary>The error, if the run failed.</summary>
    public RunError? Error => Store.State.Error;

    /// <summary>The store that holds the state, with an action for each part of it.</summary>
    public RunStore Store { get; } = store ?? throw new ArgumentNullException(nameof(store));

    /// <summary>The workflow definition; <see langword="null"/> if the run was created without one.</summary>
    internal WorkflowDefinition? Definition { get; set; } = definition;

    /// <summary>The script file of the definition, if it has one.</summary>
    internal DefinitionSource? DefinitionSource { get; set; }

    /// <summary>The failure, if the run failed in this process.</summary>
    internal StepFailure? Failure { get; set; }

    /// <summary>The store of the run's checkpoints; <see langword="null"/> if there is none.</summary>
    internal ISnapshotStore? Checkpoints { get; set; }

    /// <summary>Returns the run ID and the status.</summary>
    /// <returns>Text such as <c>deploy-7 (Running)</c>.</returns>
    public override string ToString() => VisibleText.Of($"{RunId} ({Status})");
}
