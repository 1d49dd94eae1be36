using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Storage;

namespace PSSnapshots.Stores;

/// <summary>What a cmdlet does with a store: what fails is an error with an id, what is damaged a warning.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="argument">What -Store was given, if anything.</param>
/// <param name="mustExist">Whether a folder that is not there is an error.</param>
internal sealed class StoreSession(PSCmdlet cmdlet, object? argument, bool mustExist)
{
    private readonly HashSet<StoreProblem> _warned = [];
    private ISnapshotStore? _given;

    /// <summary>The store that -Store means.</summary>
    public ISnapshotStore Given => _given ??= StoreArgument.Resolve(cmdlet, argument!, mustExist);

    /// <summary>The store that a snapshot is in: the given one, else the folder that it was listed from.</summary>
    /// <returns>The store, or <see langword="null"/>, reported, where it cannot be known.</returns>
    public ISnapshotStore? For(StoredSnapshot stored)
    {
        if (argument is not null) return Given;
        if (SnapshotInput.FolderOf(stored) is { } store) return store;
        WriteError(nameof(Messages.StoreUnknown), ErrorCategory.InvalidArgument, stored, null, stored);
        return null;
    }

    /// <summary>What is in the given store, of runs by id or by patterns with wildcards; what is damaged there gets a warning.</summary>
    public IReadOnlyList<StoredSnapshot> List(string[] runIds)
    {
        IReadOnlyList<StoredSnapshot> all = [];
        var one = runIds is [var only] && !WildcardPattern.ContainsWildcardCharacters(only) ? only : null;
        Try(nameof(Messages.StoreReadFailed), ErrorCategory.ReadError, argument, () => all = Given.List(one, Warn));
        var known = all.Select(stored => stored.RunId).ToHashSet(StringComparer.Ordinal);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in runIds)
        {
            var matches = known.Contains(name)
                ? [name]
                : known.Where(new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch).ToArray();
            if (matches.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(nameof(Messages.SnapshotNotFound), ErrorCategory.ObjectNotFound, name, null, $"of run '{name}' in '{Given}'");
            wanted.UnionWith(matches);
        }
        StoredSnapshot[] found = [.. all.Where(stored => wanted.Contains(stored.RunId))];
        foreach (var stored in found) SnapshotInput.Remember(stored, Given);
        return found;
    }

    /// <summary>Does something with a store, and reports where it fails.</summary>
    /// <returns>Whether it did not fail.</returns>
    public bool Try(string id, ErrorCategory category, object? target, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (SnapshotStoreException failure)
        {
            (id, category) = failure switch
            {
                RunLockedException => (nameof(Messages.RunLocked), ErrorCategory.ResourceBusy),
                StoreBusyException => (nameof(Messages.StoreBusy), ErrorCategory.ResourceBusy),
                _ => (id, category),
            };
            WriteError(id, category, target, failure, failure.Message);
            return false;
        }
    }

    public void Warn(StoreProblem problem)
    {
        if (_warned.Add(problem)) cmdlet.WriteWarning(MessageText.Of(nameof(Messages.StoreProblem), problem.Location, problem.Reason));
    }

    private void WriteError(string id, ErrorCategory category, object? target, Exception? cause, params object?[] arguments) =>
        cmdlet.WriteError(new ErrorRecord(new IOException(MessageText.Of(id, arguments), cause), id, category, target));
}
