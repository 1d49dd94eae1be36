using PSSnapshots.Collections;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>Represents the state of a run at one moment. A snapshot is immutable.</summary>
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

    /// <summary>Recreates a snapshot from a stored state. Stores call this when they read a snapshot.</summary>
    /// <param name="state">The state.</param>
    /// <param name="header">The fields of the snapshot that are not part of the state.</param>
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

    /// <summary>
    /// Gets the sequence number of the snapshot in its run, from 1. It is 0 if the snapshot was read from a file without a
    /// number and was not added to a manager, or if a restore took the snapshot.
    /// </summary>
    public int Sequence { get; }

    /// <summary>Gets the ID of the run.</summary>
    public string RunId => State.RunId;

    /// <summary>Gets the ID of the workflow.</summary>
    public string WorkflowId => State.WorkflowId;

    /// <summary>Gets the status of the run.</summary>
    public RunStatus Status => State.Status;

    /// <summary>Gets the time at which the snapshot was taken, to the millisecond.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>Gets the label, or <see langword="null"/> if the snapshot has none.</summary>
    public string? Label { get; }

    /// <summary>Gets the number of steps that had a result.</summary>
    public int StepCount => State.StepResults.Count;

    /// <summary>Gets the number of completed steps.</summary>
    public int CompletedStepCount => State.StepResults.Counts.Completed;

    /// <summary>Gets the number of failed steps.</summary>
    public int FailedStepCount => State.StepResults.Counts.Failed;

    /// <summary>Gets the number of log entries.</summary>
    public int LogCount => State.Logs.Count;

    /// <summary>Gets the number of events.</summary>
    public int EventCount => State.Events.Count;

    /// <summary>Gets the ID of the snapshot, which is unique across machines. IDs sort by time (UUID version 7, RFC 9562).</summary>
    public string Id => Identity.ToString();

    /// <summary>Gets the ID of the previous snapshot of the run, or of the snapshot that the run was restored from.</summary>
    public string? ParentId => _parent?.ToString();

    /// <summary>Gets the version of the format in which the snapshot was created.</summary>
    public string Version { get; }

    /// <summary>Gets the results of the steps, by step ID.</summary>
    public StepResultMap StepResults => State.StepResults;

    /// <summary>Gets the position of the run in the execution graph.</summary>
    public StepPath ExecutionPath => State.ExecutionPath;

    /// <summary>Gets the positions of suspended steps in the execution graph, by step ID.</summary>
    public OrderedMap<StepPath> SuspendedPaths => State.SuspendedPaths;

    /// <summary>Gets the log of the run.</summary>
    public EntryList<RunLog> Logs => State.Logs;

    /// <summary>Gets the events that the run had emitted.</summary>
    public EntryList<WorkflowEvent> Events => State.Events;

    /// <summary>Gets the values that the steps share, by key.</summary>
    public ValueMap ExecutionContext => State.ExecutionContext;

    /// <summary>Gets the entries of the execution graph.</summary>
    public ValueList ExecutionGraph => State.ExecutionGraph;

    /// <summary>Gets the input of the run.</summary>
    public object? Input => State.Input;

    /// <summary>Gets the result of the run as it is stored.</summary>
    public object? Result => State.Result;

    /// <summary>Gets the output of the workflow. If the stored result is a wrapper object of format 1.0.0, this is the output in it.</summary>
    public object? Output => State.Output;

    /// <summary>Gets the error of a failed run.</summary>
    public RunError? Error => State.Error;

    /// <summary>Gets the immutable state.</summary>
    public RunState State { get; }

    internal SnapshotId Identity { get; }

    /// <summary>
    /// Computes the SHA-256 hash of the compact JSON of the state. The ID, sequence number, label and time of the snapshot
    /// are not included, so snapshots with the same state have the same hash.
    /// </summary>
    /// <returns>The hash as 64 lowercase hexadecimal digits.</returns>
    public string GetContentHash() => ContentHash.Of(State);

    /// <summary>Returns the run ID, the sequence number, the status and the number of steps.</summary>
    /// <returns>For example, <c>deploy-7 #3 (Running, 3 steps: 2 completed, 1 running)</c>.</returns>
    public override string ToString() => VisibleText.Of($"{RunId} #{Sequence} ({Status}, {StepResults})");

    /// <summary>Returns a copy of the snapshot with another sequence number, for example that of a store.</summary>
    /// <param name="sequence">The sequence number.</param>
    /// <returns>The snapshot.</returns>
    public Snapshot WithSequence(int sequence) => sequence == Sequence ? this : new Snapshot(this, sequence);
}
