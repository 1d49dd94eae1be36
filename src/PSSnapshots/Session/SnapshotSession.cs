using System.Collections.Concurrent;
using PSSnapshots.Storage;

namespace PSSnapshots.Session;

/// <summary>What all runspaces of a session share: the default manager, the triggers, and the folders that are stores.</summary>
internal static class SnapshotSession
{
    private static readonly object Gate = new();
    private static readonly List<SnapshotTrigger> RegisteredTriggers = [];

    // A store that stays open knows what it wrote last, and writes what changed since.
    private static readonly ConcurrentDictionary<string, DirectorySnapshotStore> Stores = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<StoreProblem, bool> Told = new();

    private static readonly ConcurrentDictionary<string, WorkflowRun> InterruptedRuns = new(StringComparer.Ordinal);

    /// <summary>The manager that cmdlets use where none is given.</summary>
    public static SnapshotManager Manager { get; } = new();

    public static IReadOnlyList<SnapshotTrigger> Triggers
    {
        get
        {
            lock (Gate) return [.. RegisteredTriggers];
        }
    }

    /// <summary>The store in a folder.</summary>
    /// <param name="path">The folder's full path.</param>
    public static ISnapshotStore StoreAt(string path) => Stores.GetOrAdd(Path.TrimEndingDirectorySeparator(path), folder => new DirectorySnapshotStore(folder));

    /// <summary>Returns whether the user has not been told of a problem in this session yet.</summary>
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

    /// <summary>Keeps a run that was interrupted, which the pipeline that ran it does not emit.</summary>
    public static void RememberInterrupted(WorkflowRun run) => InterruptedRuns[run.RunId] = run;

    /// <summary>Forgets an interrupted run, because it runs again.</summary>
    public static void ForgetInterrupted(string runId) => InterruptedRuns.TryRemove(runId, out _);

    /// <summary>The run that was interrupted in this session, if there is one.</summary>
    public static WorkflowRun? FindInterrupted(string runId) => InterruptedRuns.GetValueOrDefault(runId);

    /// <summary>Ends all triggers, and forgets all runs.</summary>
    public static void Clear()
    {
        InterruptedRuns.Clear();
        foreach (var trigger in Triggers) Unregister(trigger);
    }
}
