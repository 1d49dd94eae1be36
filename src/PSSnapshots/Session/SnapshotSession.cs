using System.Collections.Concurrent;
using PSSnapshots.Storage;

namespace PSSnapshots.Session;

/// <summary>The state that all runspaces of a session share: the default manager, the triggers and the open folder stores.</summary>
internal static class SnapshotSession
{
    private static readonly object Gate = new();
    private static readonly List<SnapshotTrigger> RegisteredTriggers = [];

    // An open store knows what it wrote last, and writes only the changes.
    private static readonly ConcurrentDictionary<string, DirectorySnapshotStore> Stores = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<StoreProblem, bool> Told = new();

    private static readonly ConcurrentDictionary<string, WorkflowRun> InterruptedRuns = new(StringComparer.Ordinal);

    /// <summary>Gets the manager that cmdlets use if none is specified.</summary>
    public static SnapshotManager Manager { get; } = new();

    public static IReadOnlyList<SnapshotTrigger> Triggers
    {
        get
        {
            lock (Gate) return [.. RegisteredTriggers];
        }
    }

    /// <summary>Returns the store in a folder.</summary>
    /// <param name="path">The folder's full path.</param>
    public static ISnapshotStore StoreAt(string path) => Stores.GetOrAdd(Path.TrimEndingDirectorySeparator(path), folder => new DirectorySnapshotStore(folder));

    /// <summary>Returns whether a problem has not yet been reported in this session.</summary>
    public static bool IsNew(StoreProblem problem) => Told.TryAdd(problem, true);

    public static void Register(SnapshotTrigger trigger)
    {
        lock (Gate) RegisteredTriggers.Add(trigger);
    }

    public static void Unregister(SnapshotTrigger trigger)
    {
        lock (Gate) RegisteredTriggers.Remove(trigger);
        trigger.Dispose();
        trigger.WaitForStore();
    }

    /// <summary>Stores an interrupted run, which its pipeline could not emit.</summary>
    public static void RememberInterrupted(WorkflowRun run) => InterruptedRuns[run.RunId] = run;

    /// <summary>Removes an interrupted run, because it is running again.</summary>
    public static void ForgetInterrupted(string runId) => InterruptedRuns.TryRemove(runId, out _);

    /// <summary>Returns the run that was interrupted in this session, or <see langword="null"/> if there is none.</summary>
    public static WorkflowRun? FindInterrupted(string runId) => InterruptedRuns.GetValueOrDefault(runId);

    /// <summary>Stops all triggers and removes all runs.</summary>
    public static void Clear()
    {
        InterruptedRuns.Clear();
        foreach (var trigger in Triggers) Unregister(trigger);
    }
}
