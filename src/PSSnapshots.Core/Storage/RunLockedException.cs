namespace PSSnapshots.Storage;

/// <summary>A run is held by somebody else.</summary>
/// <param name="runId">The run.</param>
/// <param name="host">The name of the holder's machine.</param>
/// <param name="processId">The holder's process there.</param>
/// <param name="since">When it took the run.</param>
/// <param name="advice">What else can be done, as a sentence.</param>
public sealed class RunLockedException(string runId, string host, int processId, DateTimeOffset since, string? advice = null)
    : SnapshotStoreException($"Run '{runId}' is held by process {processId} on {host} since {since:u}. Wait until it has ended, or end it.{(advice is null ? "" : " " + advice)}")
{
    /// <summary>The run.</summary>
    public string RunId { get; } = runId;

    /// <summary>The name of the holder's machine.</summary>
    public string Host { get; } = host;

    /// <summary>The holder's process there.</summary>
    public int ProcessId { get; } = processId;

    /// <summary>When it took the run.</summary>
    public DateTimeOffset Since { get; } = since;
}
