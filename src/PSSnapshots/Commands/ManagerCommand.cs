using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Session;

namespace PSSnapshots.Commands;

/// <summary>A cmdlet that works on a manager: the session's, unless another is given.</summary>
public abstract class ManagerCommand : SnapshotCommand
{
    /// <summary>The manager to use instead of the session's.</summary>
    [Parameter]
    [ValidateNotNull]
    public SnapshotManager Manager { get; set; } = SnapshotSession.Manager;

    /// <summary>Ends the command where it was given both a store and a manager.</summary>
    private protected void RefuseManagerWithStore(object store)
    {
        if (IsGiven(nameof(Manager))) Refuse(nameof(Messages.StoreAndManager), store);
    }

    /// <summary>Returns the snapshot that an object with RunId and Sequence named, and any other as it is.</summary>
    /// <returns>The snapshot, or <see langword="null"/>, reported, if the manager does not have it.</returns>
    private protected Snapshot? Resolve(Snapshot given)
    {
        if (!SnapshotInput.IsName(given)) return given;
        var found = Manager.Get(given.RunId, given.Sequence);
        if (found is null) Report(nameof(Messages.SnapshotNotFound), $"{given.RunId} #{given.Sequence}", $"#{given.Sequence} of run '{given.RunId}'");
        return found;
    }

    /// <summary>
    /// The runs that names mean: a name that is a run's id is that run alone; else it is a pattern with wildcards,
    /// and case does not matter.
    /// </summary>
    private protected IEnumerable<string> ResolveRuns(IReadOnlyList<string> names)
    {
        // One id, as pipelines bring it object by object, needs no list of all runs.
        if (names is [var id] && (Manager.GetAll(id).Count > 0 || Manager.GetBeforeRestore(id) is not null)) return names;
        return FindRuns(names);
    }

    private IEnumerable<string> FindRuns(IReadOnlyList<string> names)
    {
        var known = Manager.RunIds;
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var matches = NamePattern.Find(this, name, known, () => Report(nameof(Messages.SnapshotNotFound), name, $"of run '{name}'"));
            foreach (var runId in matches)
                if (found.Add(runId)) yield return runId;
        }
    }
}
