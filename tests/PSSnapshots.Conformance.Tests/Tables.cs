using PSSnapshots.Storage;

namespace PSSnapshots.Conformance.Tests;

/// <summary>The rows of the store, as one database has them, with its clock.</summary>
/// <param name="clock">The store's clock.</param>
internal sealed class Tables(TimeProvider clock)
{
    public TimeProvider Clock { get; } = clock;

    public SortedDictionary<string, RunRow> Runs { get; } = new(StringComparer.Ordinal);

    /// <summary>Does something alone, as a transaction does.</summary>
    public T Run<T>(Func<T> action)
    {
        lock (Runs) return action();
    }

    public RunRow RunOf(string runId)
    {
        if (!Runs.TryGetValue(runId, out var run)) Runs.Add(runId, run = new RunRow(runId));
        return run;
    }
}
