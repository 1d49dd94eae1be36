using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>A loop exceeded its maximum number of iterations.</summary>
/// <param name="loopId">The ID of the loop.</param>
/// <param name="maxIterations">The maximum number of iterations.</param>
public sealed class LoopLimitException(string loopId, int maxIterations)
    : SnapshotsException(ErrorCodes.LoopLimit, $"Loop '{loopId}' has not come to its end after {maxIterations} {(maxIterations == 1 ? "iteration" : "iterations")}, the most that it may take.")
{
    /// <summary>The ID of the loop.</summary>
    public string LoopId { get; } = loopId;

    /// <summary>The maximum number of iterations.</summary>
    public int MaxIterations { get; } = maxIterations;
}
