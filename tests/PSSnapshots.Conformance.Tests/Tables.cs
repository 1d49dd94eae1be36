using PSSnapshots.Storage;

namespace PSSnapshots.Conformance.Tests;

/// <summary>The tables of the store and its clock, like those of a database.</summary>
/// <param name="clock">The store's clock.</param>
internal sealed class Tables(TimeProvider clock)
{
    public TimeProvider Clock { get; } = clock;

    public SortedDictionary<string, RunRow> Runs { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs an action exclusively, like a transaction.</summary>
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
