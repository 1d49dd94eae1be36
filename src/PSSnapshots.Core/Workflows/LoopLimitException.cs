using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>A loop's condition would have had more iterations than its limit allows.</summary>
/// <param name="loopId">The loop.</param>
/// <param name="maxIterations">The limit.</param>
public sealed class LoopLimitException(string loopId, int maxIterations)
    : SnapshotsException(ErrorCodes.LoopLimit, $"Loop '{loopId}' has not come to its end after {maxIterations} {(maxIterations == 1 ? "iteration" : "iterations")}, the most that it may take.")
{
    /// <summary>The loop.</summary>
    public string LoopId { get; } = loopId;

    /// <summary>The limit.</summary>
    public int MaxIterations { get; } = maxIterations;
}
