using PSSnapshots.Collections;
using PSSnapshots.Storage;
using PSSnapshots.Workflows;

namespace PSSnapshots;

/// <summary>A run of a workflow: its identity and its store, with the store's state as it is now.</summary>
/// <param name="store">The run's store.</param>
/// <param name="definition">What the run does, if it is known.</param>
public sealed class WorkflowRun(RunStore store, WorkflowDefinition? definition = null)
{
    /// <summary>The run.</summary>
    public string RunId => Store.State.RunId;

    /// <summary>The run's workflow.</summary>
    public string WorkflowId => Store.State.WorkflowId;

    /// <summary>Where the run stands now.</summary>
    public RunStatus Status => Store.State.Status;

    /// <summary>How many steps have a result.</summary>
    public int StepCount => Store.State.StepResults.Count;

    /// <summary>What became of each step.</summary>
    public StepResultMap StepResults => Store.State.StepResults;

    /// <summary>Where in the graph the run is.</summary>
    public StepPath ExecutionPath => Store.State.ExecutionPath;

    /// <summary>Where in the graph steps wait, by step id.</summary>
    public OrderedMap<StepPath> SuspendedPaths => Store.State.SuspendedPaths;

    /// <summary>The run's log.</summary>
    public EntryList<RunLog> Logs => Store.State.Logs;

    /// <summary>The events that the run emitted.</summary>
    public EntryList<WorkflowEvent> Events => Store.State.Events;

    /// <summary>The values that steps share, by key.</summary>
    public ValueMap ExecutionContext => Store.State.ExecutionContext;

    /// <summary>The entries of the workflow's graph.</summary>
    public ValueList ExecutionGraph => Store.State.ExecutionGraph;

    /// <summary>What the run was started with.</summary>
    public object? Input => Store.State.Input;

    /// <summary>What the run ended with.</summary>
    public object? Result => Store.State.Result;

    /// <summary>The workflow's output, without the wrapper that the original puts around it.</summary>
    public object? Output => Store.State.Output;

    /// <summary>Why the run failed.</summary>
    public RunError? Error => Store.State.Error;

    /// <summary>What holds the state, with an action for each part of it.</summary>
    public RunStore Store { get; } = store ?? throw new ArgumentNullException(nameof(store));

    /// <summary>What the run does; <see langword="null"/> if it was created without a definition.</summary>
    internal WorkflowDefinition? Definition { get; set; } = definition;

    /// <summary>The script file of the definition, if it has one.</summary>
    internal DefinitionSource? DefinitionSource { get; set; }

    /// <summary>What made the run fail, if it did in this process.</summary>
    internal StepFailure? Failure { get; set; }

    /// <summary>Where the run's checkpoints are saved; <see langword="null"/> if nowhere.</summary>
    internal ISnapshotStore? Checkpoints { get; set; }

    /// <summary>The run and its status.</summary>
    /// <returns>Such as <c>deploy-7 (Running)</c>.</returns>
    public override string ToString() => VisibleText.Of($"{RunId} ({Status})");
}
