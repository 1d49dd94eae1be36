using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>Options that control how a <see cref="WorkflowRunner"/> runs a workflow.</summary>
public sealed record RunnerOptions
{
    /// <summary>
    /// The store for checkpoints: a snapshot is saved at the start, after each completed step, before a step that is not
    /// idempotent, and at the end. If <see langword="null"/>, no checkpoints are saved. The runner acquires the run in the store.
    /// </summary>
    public ISnapshotStore? Checkpoints { get; init; }

    /// <summary>The script file of the definition, which the run records; <see langword="null"/> if there is none.</summary>
    public DefinitionSource? DefinitionSource { get; init; }

    /// <summary>The duration and the renewal of the lease that prevents other processes from running the run.</summary>
    public LeaseOptions? Lease { get; init; }

    /// <summary>What to do if a checkpoint cannot be saved.</summary>
    public CheckpointFailureAction OnCheckpointFailure { get; init; } = CheckpointFailureAction.Stop;

    /// <summary>Called for each checkpoint that could not be saved, on a thread of the run.</summary>
    public Action<CheckpointFailedException>? CheckpointFailed { get; init; }

    /// <summary>
    /// Called with the ID of each step whose completion is durable, on a thread of the run. With checkpoints, that is after
    /// the checkpoint that contains the completion was saved.
    /// </summary>
    public Action<string>? Acknowledged { get; init; }

    /// <summary>Called with the failure that makes the run fail, on a thread of the run, before the status becomes FAILED.</summary>
    public Action<StepFailure>? StepFailed { get; init; }

    /// <summary>
    /// Called if an observer of the run's store throws. If this is <see langword="null"/>, the run continues, and
    /// <see cref="WorkflowRunner"/> throws the exception when the run has ended.
    /// </summary>
    public Action<ObserverException>? ObserverFailed { get; init; }

    /// <summary>The manager that takes and keeps the snapshots that are saved as checkpoints. If <see langword="null"/>, the runner takes them.</summary>
    public SnapshotManager? Manager { get; init; }

    /// <summary>
    /// Allows a resume if the definition changed or if the store has a newer or damaged checkpoint, and allows steps that are
    /// not idempotent to run again. Allows a run that exists in the store to be started over.
    /// </summary>
    public bool Force { get; init; }

    /// <summary>
    /// The IDs of steps, iterations or nodes to skip. They count as completed, without output.
    /// </summary>
    public IReadOnlySet<string>? SkipSteps { get; init; }

    /// <summary>
    /// Called on a resume with the ID of each step that is not idempotent and has begun without completing. If this is
    /// <see langword="null"/> or returns false, the resume is rejected.
    /// </summary>
    public Func<string, bool>? MayRunAgain { get; init; }

    /// <summary>
    /// The waiting steps that a resume answers, specified by their IDs or by the IDs of the nodes that contain them. If
    /// <see langword="null"/>, a resume answers the only step that waits.
    /// </summary>
    public IReadOnlyCollection<string>? ResumeSteps { get; init; }

    /// <summary>Whether a resume answers all waiting steps.</summary>
    public bool ResumeAll { get; init; }

    /// <summary>Whether a resume does nothing if steps wait and nothing else can run before they are answered.</summary>
    public bool LeaveWaiting { get; init; }

    /// <summary>
    /// How many consecutive times, without progress of the run, a step without a retry policy of its own runs again after its
    /// process ended unexpectedly.
    /// </summary>
    public int MaxRecovery { get; init; } = 5;

    /// <summary>An existing claim on the run. The runner disposes it.</summary>
    internal RunWork? Work { get; init; }

    /// <summary>The random number generator for the jitter of waits between attempts.</summary>
    public Random? Random { get; init; }
}
