namespace PSSnapshots.Session;

/// <summary>What all runspaces of a session share: the default manager and the triggers.</summary>
internal static class SnapshotSession
{
    private static readonly object Gate = new();
    private static readonly List<SnapshotTrigger> RegisteredTriggers = [];

    /// <summary>The manager that cmdlets use where none is given.</summary>
    public static SnapshotManager Manager { get; } = new();

    public static IReadOnlyList<SnapshotTrigger> Triggers
    {
        get
        {
            lock (Gate) return [.. RegisteredTriggers];
        }
    }

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

    public static void UnregisterAll()
    {
        foreach (var trigger in Triggers) Unregister(trigger);
    }
}
