namespace PSSnapshots.Workflows;

/// <summary>A checkpoint could not be saved; those before it are as they were, and the run's state in memory is whole.</summary>
/// <param name="runId">The run.</param>
/// <param name="inner">Why.</param>
public sealed class CheckpointFailedException(string runId, Exception inner)
    : Exception($"A checkpoint of run '{runId}' could not be saved: {inner?.Message}", inner)
{
    /// <summary>The run.</summary>
    public string RunId { get; } = runId;
}
