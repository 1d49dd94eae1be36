using PSSnapshots.Errors;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>The newest checkpoint of a run is damaged or missing, so that a resume from an older one would run completed steps again.</summary>
/// <param name="runId">The run ID.</param>
/// <param name="problem">What is damaged.</param>
public sealed class DamagedCheckpointException(string runId, StoreProblem problem)
    : SnapshotsException(ErrorCodes.CheckpointDamaged, $"Checkpoint {problem?.Sequence} of run '{runId}' in '{problem?.Location}' cannot be used: {problem?.Reason} Resuming from an older one runs completed steps again. Use -Force to do so.")
{
    /// <summary>The run ID.</summary>
    public string RunId { get; } = runId;

    /// <summary>What is damaged.</summary>
    public StoreProblem Problem { get; } = problem ?? throw new ArgumentNullException(nameof(problem));
}
