using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>How a <see cref="WorkflowRunner"/> runs a workflow.</summary>
public sealed record RunnerOptions
{
    /// <summary>
    /// Keeps a snapshot at the start, after each completed step, before a step that is not idempotent, and at the end;
    /// no checkpoints if it is <see langword="null"/>. The runner acquires the run in it.
    /// </summary>
    public ISnapshotStore? Checkpoints { get; init; }

    /// <summary>The script file of the definition, which the run remembers; <see langword="null"/> if there is none.</summary>
    public DefinitionSource? DefinitionSource { get; init; }

    /// <summary>How long the lease lasts that keeps other processes from running the run, and how it is renewed.</summary>
    public LeaseOptions? Lease { get; init; }

    /// <summary>What to do when a checkpoint could not be saved.</summary>
    public CheckpointFailureAction OnCheckpointFailure { get; init; } = CheckpointFailureAction.Stop;

    /// <summary>Is told of each checkpoint that could not be saved, on a thread of the run.</summary>
    public Action<CheckpointFailedException>? CheckpointFailed { get; init; }

    /// <summary>
    /// Is told of each step whose completion is safe, by its id, on a thread of the run: with checkpoints, after the
    /// one that contains it was saved.
    /// </summary>
    public Action<string>? Acknowledged { get; init; }

    /// <summary>Is told what made the run fail, on a thread of the run, before the run is changed to FAILED.</summary>
    public Action<StepFailure>? StepFailed { get; init; }

    /// <summary>
    /// Is told when an observer of the run's store threw. Where there is none, the run goes on all the same, and what
    /// was thrown comes out of <see cref="WorkflowRunner"/> at the end.
    /// </summary>
    public Action<ObserverException>? ObserverFailed { get; init; }

    /// <summary>Takes the snapshots that are saved as checkpoints, and keeps them too; the runner itself where there is none.</summary>
    public SnapshotManager? Manager { get; init; }

    /// <summary>
    /// Resumes although the definition changed, although the store has a newer or a damaged checkpoint, and runs steps
    /// again that are not idempotent. Starts a run over that exists in the store.
    /// </summary>
    public bool Force { get; init; }

    /// <summary>
    /// Ids of steps, iterations or nodes that are not to run: they count as completed, without an output.
    /// </summary>
    public IReadOnlySet<string>? SkipSteps { get; init; }

    /// <summary>
    /// Is asked at a resume, by ID, about each step that is not idempotent and has begun without completing. If there
    /// is none, or it says no, the resume is refused.
    /// </summary>
    public Func<string, bool>? MayRunAgain { get; init; }

    /// <summary>
    /// The waiting steps that a resume answers, by their IDs or by those of the nodes that contain them. If it is
    /// <see langword="null"/>, a resume answers the only step that waits.
    /// </summary>
    public IReadOnlyCollection<string>? ResumeSteps { get; init; }

    /// <summary>Answers all waiting steps.</summary>
    public bool ResumeAll { get; init; }

    /// <summary>Makes a resume do nothing if steps wait and nothing else can run before they are answered.</summary>
    public bool LeaveWaiting { get; init; }

    /// <summary>
    /// How many times in a row, without progress of the run, a step without attempts of its own is run again after its
    /// process died.
    /// </summary>
    public int MaxRecovery { get; init; } = 5;

    /// <summary>A claim on the run that was made for the runner, which disposes it.</summary>
    internal RunWork? Work { get; init; }

    /// <summary>Gives the jitter of waits between attempts.</summary>
    public Random? Random { get; init; }
}
