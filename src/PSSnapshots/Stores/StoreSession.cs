using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Errors;
using PSSnapshots.Storage;

namespace PSSnapshots.Stores;

/// <summary>Accesses a store on behalf of a cmdlet. Failures are reported as errors, and damaged items as warnings.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="argument">The value of -Store, or <see langword="null"/> if it was omitted.</param>
internal sealed class StoreSession(PSCmdlet cmdlet, object? argument)
{
    private readonly HashSet<StoreProblem> _warned = [];
    private readonly Lazy<ISnapshotStore?> _given = new(() => StoreArgument.Find(cmdlet, argument!));

    /// <summary>Gets the store that -Store specifies, or <see langword="null"/> if it does not exist, which is reported once.</summary>
    public ISnapshotStore? Given => _given.Value;

    /// <summary>Returns the store of a snapshot: the one that -Store specifies, or the one that the snapshot was listed from.</summary>
    /// <returns>The store, or <see langword="null"/> after an error was reported.</returns>
    public ISnapshotStore? For(StoredSnapshot stored)
    {
        if (argument is not null) return Given;
        if (SnapshotInput.FolderOf(stored) is { } folder) return StoreArgument.Find(cmdlet, new DirectoryInfo(folder));
        cmdlet.WriteError(ErrorRecords.Of(nameof(Messages.StoreUnknown), stored, stored));
        return null;
    }

    /// <summary>Lists the snapshots of runs by run ID or wildcard pattern. Damaged items are reported as warnings.</summary>
    public IReadOnlyList<StoredSnapshot> List(string[] runIds)
    {
        if (Given is not { } store) return [];
        IReadOnlyList<StoredSnapshot> all = [];
        Try(nameof(Messages.StoreReadFailed), argument, () =>
        {
            // A single run ID does not require a list of all runs, unless its case differs.
            if (runIds is [var one] && !WildcardPattern.ContainsWildcardCharacters(one)) all = store.List(one, Warn);
            if (all.Count == 0) all = store.List(null, Warn);
        });
        var known = all.Select(stored => stored.RunId).ToHashSet(StringComparer.Ordinal);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in runIds)
        {
            wanted.UnionWith(NamePattern.Find(
                cmdlet, name, known, () => cmdlet.WriteError(ErrorRecords.Of(nameof(Messages.SnapshotNotFound), name, $"of run '{name}' in '{store}'"))));
        }
        StoredSnapshot[] found = [.. all.Where(stored => wanted.Contains(stored.RunId))];
        foreach (var stored in found) SnapshotInput.Remember(stored, store);
        return found;
    }

    /// <summary>Runs an action on a store, and reports a failure.</summary>
    /// <param name="code">The error code if the store's exception has no specific one.</param>
    /// <param name="target">The target object of the error.</param>
    /// <param name="action">The action.</param>
    /// <returns><see langword="true"/> if the action succeeded.</returns>
    public bool Try(string code, object? target, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (SnapshotStoreException failure)
        {
            cmdlet.WriteError(ErrorRecords.OfStore(code, failure, target));
            return false;
        }
    }

    public void Warn(StoreProblem problem)
    {
        if (_warned.Add(problem)) cmdlet.WriteWarning(MessageText.Of(nameof(Messages.StoreProblem), problem.Location, problem.Reason));
    }
}
