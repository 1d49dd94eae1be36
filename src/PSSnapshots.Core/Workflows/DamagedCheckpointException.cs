using PSSnapshots.Errors;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>The newest checkpoint of a run is damaged or missing. A resume from an older one would run completed steps again.</summary>
public sealed class DamagedCheckpointException : SnapshotsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="runId">The run ID.</param>
    /// <param name="problem">The damage.</param>
    /// <param name="older">The checkpoint from which a resume would continue, or <see langword="null"/> if none can be read.</param>
    /// <param name="stepIds">The steps that would run again.</param>
    public DamagedCheckpointException(string runId, StoreProblem problem, StoredSnapshot? older = null, IReadOnlyList<string>? stepIds = null)
        : base(ErrorCodes.CheckpointDamaged, Describe(runId, problem, older, stepIds ?? []))
    {
        RunId = runId;
        Problem = problem;
        Older = older;
        StepIds = stepIds ?? [];
    }

    /// <summary>The run ID.</summary>
    public string RunId { get; }

    /// <summary>The damage.</summary>
    public StoreProblem Problem { get; }

    /// <summary>The checkpoint from which a resume would continue, or <see langword="null"/> if none can be read.</summary>
    public StoredSnapshot? Older { get; }

    /// <summary>The steps that would run again, as far as they are known from the store and the definition.</summary>
    public IReadOnlyList<string> StepIds { get; }

    private static string Describe(string runId, StoreProblem problem, StoredSnapshot? older, IReadOnlyList<string> stepIds)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var what = problem.Sequence is { } number
            ? $"Checkpoint {number} of run '{runId}' in '{problem.Location}' cannot be used: {problem.Reason}"
            : $"The checkpoints of run '{runId}' in '{problem.Location}' cannot be used: {problem.Reason}";
        var steps = stepIds.Count == 0 ? "no step that is known to have begun" : string.Join(", ", stepIds.Select(id => $"'{id}'"));
        return older is null
            ? $"{what} No other checkpoint can be read. Starting the run over runs these steps again: {steps}. Use Start-WorkflowRun with -Force to do so."
            : $"{what} Resuming from checkpoint {older.Sequence} runs these steps again: {steps}. Use Resume-WorkflowRun with -Force to do so.";
    }
}
