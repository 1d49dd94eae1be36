using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Errors;
using PSSnapshots.Storage;

namespace PSSnapshots.Stores;

/// <summary>What a cmdlet does with a store: what fails is an error with an id, what is damaged a warning.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="argument">What -Store was given, if anything.</param>
internal sealed class StoreSession(PSCmdlet cmdlet, object? argument)
{
    private readonly HashSet<StoreProblem> _warned = [];
    private readonly Lazy<ISnapshotStore?> _given = new(() => StoreArgument.Find(cmdlet, argument!));

    /// <summary>The store that -Store means; <see langword="null"/>, reported once, if it does not exist.</summary>
    public ISnapshotStore? Given => _given.Value;

    /// <summary>The store that a snapshot is in: the given one, else the folder that it was listed from.</summary>
    /// <returns>The store, or <see langword="null"/>, reported, where it cannot be known.</returns>
    public ISnapshotStore? For(StoredSnapshot stored)
    {
        if (argument is not null) return Given;
        if (SnapshotInput.FolderOf(stored) is { } folder) return StoreArgument.Find(cmdlet, new DirectoryInfo(folder));
        cmdlet.WriteError(ErrorRecords.Of(nameof(Messages.StoreUnknown), stored, stored));
        return null;
    }

    /// <summary>What is in the given store, of runs by id or by patterns with wildcards; what is damaged there gets a warning.</summary>
    public IReadOnlyList<StoredSnapshot> List(string[] runIds)
    {
        if (Given is not { } store) return [];
        IReadOnlyList<StoredSnapshot> all = [];
        Try(nameof(Messages.StoreReadFailed), argument, () =>
        {
            // One ID needs no list of all runs, unless it is spelled in another way.
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

    /// <summary>Does something with a store, and reports a failure.</summary>
    /// <param name="code">The error's code if the store does not say more.</param>
    /// <param name="target">The item that the error is about.</param>
    /// <param name="action">What to do.</param>
    /// <returns>Whether it did not fail.</returns>
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
