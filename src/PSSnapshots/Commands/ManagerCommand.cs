using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Session;

namespace PSSnapshots.Commands;

/// <summary>Base class of the cmdlets that use a snapshot manager.</summary>
public abstract class ManagerCommand : SnapshotCommand
{
    /// <summary>Gets or sets the snapshot manager. The default is the session's manager.</summary>
    [Parameter]
    [ValidateNotNull]
    public SnapshotManager Manager { get; set; } = SnapshotSession.Manager;

    /// <summary>Throws a terminating error if both -Store and -Manager are specified.</summary>
    private protected void RefuseManagerWithStore(object store)
    {
        if (IsGiven(nameof(Manager))) Refuse(nameof(Messages.StoreAndManager), store);
    }

    /// <summary>Resolves a reference by RunId and Sequence. Other snapshots are returned unchanged.</summary>
    /// <returns>The snapshot, or <see langword="null"/> after an error was reported.</returns>
    private protected Snapshot? Resolve(Snapshot given)
    {
        if (!SnapshotInput.IsName(given)) return given;
        var found = Manager.Get(given.RunId, given.Sequence);
        if (found is null) Report(nameof(Messages.SnapshotNotFound), $"{given.RunId} #{given.Sequence}", $"#{given.Sequence} of run '{given.RunId}'");
        return found;
    }

    /// <summary>
    /// Returns the run IDs that match names. An exact run ID takes precedence over wildcard matching, which ignores
    /// case.
    /// </summary>
    private protected IEnumerable<string> ResolveRuns(IReadOnlyList<string> names)
    {
        // A single ID, as from the pipeline, does not require a list of all runs.
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
