using PSSnapshots.Collections;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>The state of a run as it was at one moment. It never changes.</summary>
public sealed class Snapshot
{
    private readonly SnapshotId? _parent;

    internal Snapshot(RunState state, DateTimeOffset timestamp, int sequence, string? label, SnapshotId? parent)
    {
        State = state;
        Timestamp = EpochTime.ToMillisecond(timestamp);
        Sequence = sequence;
        Label = label;
        _parent = parent;
        Identity = SnapshotId.Next(timestamp);
        Version = SnapshotFormat.Version;
    }

    /// <summary>Creates a snapshot of a stored state again, as a store does when it reads one.</summary>
    /// <param name="state">The state.</param>
    /// <param name="header">What is known of the snapshot itself.</param>
    public Snapshot(RunState state, SnapshotHeader header)
    {
        ArgumentNullException.ThrowIfNull(state);
        State = state;
        Timestamp = header.Timestamp;
        Sequence = header.Sequence ?? 0;
        Label = header.Label;
        _parent = SnapshotId.Of(header.ParentId);
        Version = header.Version;
        Identity = SnapshotId.Of(header.Id) ?? SnapshotId.Next(TimeProvider.System.GetUtcNow());
    }

    private Snapshot(Snapshot other, int sequence)
    {
        State = other.State;
        Timestamp = other.Timestamp;
        Sequence = sequence;
        Label = other.Label;
        _parent = other._parent;
        Version = other.Version;
        Identity = other.Identity;
    }

    /// <summary>The snapshot's number among those of its run, from 1; 0 where it came from a file without one and no manager has it, and where a restore took it.</summary>
    public int Sequence { get; }

    /// <summary>The run.</summary>
    public string RunId => State.RunId;

    /// <summary>The run's workflow.</summary>
    public string WorkflowId => State.WorkflowId;

    /// <summary>Where the run stood.</summary>
    public RunStatus Status => State.Status;

    /// <summary>When the snapshot was taken.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>What its maker called it.</summary>
    public string? Label { get; }

    /// <summary>How many steps had a result.</summary>
    public int StepCount => State.StepResults.Count;

    /// <summary>How many of the steps were completed.</summary>
    public int CompletedStepCount => State.StepResults.Counts.Completed;

    /// <summary>How many of the steps had failed.</summary>
    public int FailedStepCount => State.StepResults.Counts.Failed;

    /// <summary>How many log entries there were.</summary>
    public int LogCount => State.Logs.Count;

    /// <summary>How many events there were.</summary>
    public int EventCount => State.Events.Count;

    /// <summary>What tells this snapshot from all others, on any machine; ids sort by time (UUID version 7, RFC 9562).</summary>
    public string Id => Identity.ToString();

    /// <summary>The id of the snapshot before it, or of the one that the run was restored from.</summary>
    public string? ParentId => _parent?.ToString();

    /// <summary>The version of the format that it was made in.</summary>
    public string Version { get; }

    /// <summary>What became of each step.</summary>
    public StepResultMap StepResults => State.StepResults;

    /// <summary>Where in the graph the run was.</summary>
    public StepPath ExecutionPath => State.ExecutionPath;

    /// <summary>Where in the graph steps waited, by step id.</summary>
    public OrderedMap<StepPath> SuspendedPaths => State.SuspendedPaths;

    /// <summary>The run's log.</summary>
    public EntryList<RunLog> Logs => State.Logs;

    /// <summary>The events that the run had emitted.</summary>
    public EntryList<WorkflowEvent> Events => State.Events;

    /// <summary>The values that steps share, by key.</summary>
    public ValueMap ExecutionContext => State.ExecutionContext;

    /// <summary>The entries of the workflow's graph.</summary>
    public ValueList ExecutionGraph => State.ExecutionGraph;

    /// <summary>What the run was started with.</summary>
    public object? Input => State.Input;

    /// <summary>What the run had ended with.</summary>
    public object? Result => State.Result;

    /// <summary>The workflow's output, without the wrapper that the original puts around it.</summary>
    public object? Output => State.Output;

    /// <summary>Why the run had failed.</summary>
    public RunError? Error => State.Error;

    /// <summary>The state itself.</summary>
    public RunState State { get; }

    internal SnapshotId Identity { get; }

    /// <summary>
    /// The SHA-256 of the state's compact JSON. Snapshots whose states are written alike have the same, whatever their
    /// ids, numbers, labels and times; it takes about as long as the hashing itself.
    /// </summary>
    /// <returns>64 hexadecimal digits.</returns>
    public string GetContentHash() => ContentHash.Of(State);

    /// <summary>The run, the number and the steps.</summary>
    /// <returns>Such as <c>deploy-7 #3 (Running, 3 steps: 2 completed, 1 running)</c>.</returns>
    public override string ToString() => VisibleText.Of($"{RunId} #{Sequence} ({Status}, {StepResults})");

    /// <summary>Returns the same snapshot under another number, such as that of a store.</summary>
    /// <param name="sequence">The number.</param>
    /// <returns>The snapshot.</returns>
    public Snapshot WithSequence(int sequence) => sequence == Sequence ? this : new Snapshot(this, sequence);
}
