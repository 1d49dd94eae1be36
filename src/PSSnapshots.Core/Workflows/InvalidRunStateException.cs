using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>A run is not in a state in which it can be started or resumed. The run is unchanged.</summary>
/// <param name="runId">The run ID.</param>
/// <param name="message">The state, and what to do.</param>
public sealed class InvalidRunStateException(string runId, string message) : SnapshotsException(ErrorCodes.InvalidRunState, message)
{
    /// <summary>The run ID.</summary>
    public string RunId { get; } = runId;

    internal static InvalidRunStateException AlreadyRunning(string runId) =>
        new(runId, $"Run '{runId}' is already running. Wait for it to finish, or stop it.");
}
