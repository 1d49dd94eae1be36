using System.Collections.Concurrent;

namespace PSSnapshots.Storage;

/// <summary>
/// Stores snapshots in a folder. Each run has an append-only journal with a record for each snapshot, a lock and an ownership
/// file. Large values are in the subfolder <c>values</c>. A save is one append and one flush to disk. Several
/// processes of one machine can use a folder. docs/store-format.md describes the files.
/// </summary>
public sealed class DirectorySnapshotStore : ISnapshotStore
{
    // A generation can be replaced while it is read; each try finds the one that took its place.
    private const int MaxTries = 5;

    private readonly ConcurrentDictionary<string, RunJournal> _journals = new(StringComparer.Ordinal);
    private readonly StoreFolder _folder;
    private volatile bool _isDisposed;

    // A run that continues from it need not be written whole again. One is enough: a resume reads one and saves then.
    private volatile Snapshot? _lastRead;

    /// <summary>Opens a folder. It is created when something is saved.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">How the store works; the defaults if <see langword="null"/>.</param>
    public DirectorySnapshotStore(string path, DirectoryStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _folder = new StoreFolder(path, options ?? new DirectoryStoreOptions());
    }

    /// <summary>The folder's full path.</summary>
    public string Location => _folder.Location;

    /// <inheritdoc/>
    public IReadOnlyList<StoreProblem> Warnings => [.. _folder.Warnings];

    /// <inheritdoc/>
    public bool IsOwnedByCaller(StoredSnapshot stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        // Large values are checked by the hashes that the journal has of them.
        return FileOwnership.IsOfCaller(Location) && stored.Location is { } journal && FileOwnership.IsOfCaller(journal);
    }

    /// <inheritdoc/>
    public StoredSnapshot Save(Snapshot snapshot, RunLease? lease = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Guarded($"The snapshot of run '{snapshot.RunId}' could not be saved in '{Location}'", () =>
        {
            var journal = JournalOf(snapshot.RunId);
            if (Interlocked.Exchange(ref _lastRead, null) is { } read && read.RunId == snapshot.RunId) journal.ContinueFrom(read.State, read.Sequence);
            return journal.Save(snapshot, lease, cancellation);
        }, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredSnapshot> List(string? runId = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default) =>
        Guarded($"The store '{Location}' could not be read", () =>
        {
            var found = new List<StoredSnapshot>();
            foreach (var (generation, owner, _) in Runs(runId, onProblem, cancellation))
            {
                var contents = ReadContents(generation, owner, onProblem, cancellation);
                found.AddRange(contents.Kept.Select(item => item.Record.ToStored(contents.Generation.Path, item.Length + 1)));
            }
            found.AddRange(Version1Runs(runId, onProblem).SelectMany(run => run.Stored));
            found.Sort((one, other) => string.CompareOrdinal(one.RunId, other.RunId) is not 0 and var order ? order : one.Sequence.CompareTo(other.Sequence));
            return found;
        }, cancellation);

    /// <inheritdoc/>
    public StoredSnapshot? GetLatest(string runId, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        return Guarded($"The store '{Location}' could not be read", () =>
        {
            foreach (var (generation, owner, _) in Runs(runId, onProblem, cancellation))
                return FindLatest(generation, owner, onProblem);
            return Version1Runs(runId, onProblem).SelectMany(run => run.Stored).LastOrDefault();
        }, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunHead> ListRuns(RunFilter? filter = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default) =>
        Guarded($"The store '{Location}' could not be read", () =>
        {
            var heads = new List<RunHead>();
            foreach (var (runName, files) in StoreListing.Read(_folder.Location, filter?.RunId, onProblem))
            {
                cancellation.ThrowIfCancellationRequested();
                var found = files is { IsVersion1: true, Journals.Count: 0 }
                    ? new Version1Folder(_folder).Read(runName, onProblem).LastOrDefault()?.Record.Head
                    : HeadOf(runName, files, onProblem);
                if (found is { } head && (filter is null || filter.Matches(head))) heads.Add(head);
            }
            heads.Sort((one, other) => string.CompareOrdinal(one.RunId, other.RunId));
            return heads;
        }, cancellation);

    /// <inheritdoc/>
    public Snapshot Read(StoredSnapshot stored, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return Guarded($"The snapshot {stored} could not be read from '{Location}'", () =>
        {
            for (var attempt = 1; ; attempt++)
            {
                cancellation.ThrowIfCancellationRequested();
                var generation = _folder.Reader.FindNewest(StoreFileName.OfRun(stored.RunId), null, out _, out _);
                if (generation is null && ReadVersion1(stored) is { } old) return _lastRead = old;
                try
                {
                    if (generation is null || _folder.Reader.Find(generation, stored.Sequence) is not { } found || found.Record.Head.SnapshotId != stored.SnapshotId)
                    {
                        if (generation is not null && !StoreFiles.Exists(generation.Path) && attempt < MaxTries) continue;
                        throw new SnapshotStoreException($"The snapshot {stored} is gone from '{Location}'.", Location);
                    }
                    var snapshot = found.Record.ToSnapshot(_folder.Reader.ReadState(generation, found));
                    _lastRead = snapshot;
                    return snapshot;
                }
                catch (InvalidDataException) when (attempt < MaxTries && !StoreFiles.Exists(generation!.Path))
                {
                    // Compacted meanwhile.
                }
            }
        }, cancellation);
    }

    /// <inheritdoc/>
    public bool Remove(StoredSnapshot stored, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return Guarded($"The snapshot {stored} could not be removed from '{Location}'", () => JournalOf(stored.RunId).Remove(stored, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public long RemoveUnused(CancellationToken cancellation = default) =>
        Guarded($"What is not used any more could not be removed from '{Location}'", () =>
        {
            if (!Directory.Exists(Location)) return 0;
            _folder.Prepare();
            long freed = 0;
            foreach (var (generation, _, numbers) in Runs(null, null, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    freed += JournalOf(generation.Header.RunId).RemoveUnused(numbers, cancellation);
                }
                catch (Exception failure) when (failure is StoreBusyException or InvalidDataException)
                {
                    // The space is freed by a later call, or the data is damaged and is kept: a list reports it.
                }
            }
            _folder.Alive.RemoveDead();
            using var alone = _folder.Files.TryLock(_folder.PathOf(StoreFileName.ValuesLock));
            return alone is null ? freed : freed + RemoveUnusedValues(cancellation);
        }, cancellation);

    /// <inheritdoc/>
    public RunLease Acquire(string runId, LeaseOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        options ??= LeaseOptions.Default;
        options.Validate();
        return Guarded($"Run '{runId}' could not be acquired in '{Location}'", () => JournalOf(runId).Acquire(options, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public void BeginAttempt(RunLease lease, string stepId, int attempt, bool flush, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(stepId);
        Guarded($"The attempt of step '{stepId}' could not be recorded in '{Location}'", () =>
        {
            JournalOf(lease.RunId).BeginAttempt(lease, stepId, attempt, flush, cancellation);
            return true;
        }, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StepAttempt> ListAttempts(string runId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        return Guarded<IReadOnlyList<StepAttempt>>(
            $"The store '{Location}' could not be read",
            () => _folder.Reader.FindNewest(StoreFileName.OfRun(runId), null, out _, out _) is { } generation ? _folder.Reader.FindAttempts(generation) : [],
            cancellation);
    }

    /// <inheritdoc/>
    public RunMessage Post(string runId, RunMessage message, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        ArgumentNullException.ThrowIfNull(message);
        return Guarded($"The message for run '{runId}' could not be kept in '{Location}'", () => JournalOf(runId).Post(message, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunMessage> ReadInbox(RunLease lease, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return Guarded<IReadOnlyList<RunMessage>>($"The inbox of run '{lease.RunId}' could not be read from '{Location}'", () =>
        {
            var runName = StoreFileName.OfRun(lease.RunId);
            if (_folder.Reader.FindNewest(runName, null, out _, out _) is not { } generation) return [];
            var owner = _folder.Reader.ReadOwner(runName, generation.Header.Control);
            if (owner is not null && owner.Messages <= lease.HandledMessage) return [];
            var contents = _folder.Reader.ReadContents(generation, 0, cancellation: cancellation);
            var handled = contents.Snapshots.Values.Select(item => item.Record.Handled).Append(generation.Header.Handled).Append(lease.HandledMessage).Max();
            return [.. contents.Others.Select(other => other.Message).OfType<RunMessage>().Where(message => message.Number > handled)];
        }, cancellation);
    }

    /// <summary>Releases cached data. Leases stay valid until they are disposed.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _lastRead = null;
        foreach (var journal in _journals.Values) journal.Forget();
    }

    /// <summary>Returns the folder.</summary>
    /// <returns>Its full path.</returns>
    public override string ToString() => VisibleText.Of(Location);

    private RunJournal JournalOf(string runId) => _journals.GetOrAdd(runId, id => new RunJournal(_folder, id));

    /// <summary>The runs of the folder, each with the newest generation of its journal, its ownership record, and the generations that there are.</summary>
    private IEnumerable<(Generation Generation, OwnerRecord? Owner, IReadOnlyCollection<int> Numbers)> Runs(
        string? runId, Action<StoreProblem>? onProblem, CancellationToken cancellation)
    {
        if (runId is not null)
        {
            // Without a list of the folder, which may have the files of many runs.
            var name = StoreFileName.OfRun(runId);
            if (_folder.Reader.FindNewest(name, null, out var lowest, out _) is { } only)
            {
                if (only.Header.RunId == runId) yield return (only, _folder.Reader.ReadOwner(name, only.Header.Control), [lowest]);
                yield break;
            }
            // A list also finds a later generation without a lock file, for example from a backup.
        }
        foreach (var (runName, files) in StoreListing.Read(_folder.Location, runId, onProblem))
        {
            cancellation.ThrowIfCancellationRequested();
            var generation = _folder.Reader.FindNewest(runName, files.Journals.Count == 0 ? null : files.Journals, out _, out _) ?? FindAgain(runName, onProblem);
            if (generation is null || (runId is not null && generation.Header.RunId != runId)) continue;
            yield return (generation, _folder.Reader.ReadOwner(runName, generation.Header.Control), files.Journals);
        }
    }

    /// <summary>
    /// Finds the newest generation of a journal that was just created or replaced. If there is none although snapshots
    /// were saved, that is reported.
    /// </summary>
    private Generation? FindAgain(string runName, Action<StoreProblem>? onProblem)
    {
        // A run that was ever saved has a lock file, which is never deleted.
        if (!StoreFiles.Exists(_folder.PathOf(StoreFileName.OfLock(runName, 0)))) return _folder.Reader.FindNewest(runName, null, out _, out _, onProblem);
        // What was acknowledged when the ownership file was read is complete when the journal is looked for again.
        var isNew = _folder.Reader.HasAcknowledgedNothing(runName, out var owner);
        var problems = new List<StoreProblem>();
        if (_folder.Reader.FindNewest(runName, null, out _, out _, problems.Add) is { } found) return found;
        if (isNew || onProblem is null) return null;
        if (problems.Count == 0 && owner is not null) problems.Add(MissingJournal(runName, owner));
        foreach (var problem in problems) onProblem(problem with { RunId = owner?.RunId, Sequence = owner?.Acknowledged });
        return null;
    }

    private StoreProblem MissingJournal(string runName, OwnerRecord owner) => new(
        _folder.PathOf(StoreFileName.OfJournal(runName, Math.Max(1, owner.Generation))),
        $"Snapshot #{owner.Acknowledged} was saved in it, and the file does not exist.");

    /// <summary>Reads from a generation; if that was replaced meanwhile, from the one that took its place.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="read">Reads from it.</param>
    /// <param name="isEmpty">Tells whether nothing was found, which is so for a file that is gone.</param>
    private T ReadNewest<T>(Generation generation, Func<Generation, T> read, Func<T, bool> isEmpty)
    {
        for (var attempt = 1; ; attempt++)
        {
            var found = read(generation);
            if (!isEmpty(found) || attempt == MaxTries || StoreFiles.Exists(generation.Path)) return found;
            if (_folder.Reader.FindNewest(StoreFileName.OfRun(generation.Header.RunId), null, out _, out _) is not { } next) return found;
            generation = next;
        }
    }

    private JournalContents ReadContents(Generation generation, OwnerRecord? owner, Action<StoreProblem>? onProblem, CancellationToken cancellation) => ReadNewest(
        generation, newest => _folder.Reader.ReadContents(newest, owner?.Acknowledged ?? 0, onProblem, cancellation), contents => contents.Snapshots.Count == 0);

    private StoredSnapshot? FindLatest(Generation generation, OwnerRecord? owner, Action<StoreProblem>? onProblem) => ReadNewest(
        generation,
        newest => _folder.Reader.FindLatest(newest, owner?.Acknowledged ?? 0, onProblem) is { } found ? found.Record.ToStored(newest.Path, found.Length + 1) : null,
        stored => stored is null);

    /// <summary>The runs that version 0.1 saved and that were not converted yet.</summary>
    private IEnumerable<(string RunName, IEnumerable<StoredSnapshot> Stored)> Version1Runs(string? runId, Action<StoreProblem>? onProblem)
    {
        if (!_folder.HasVersion1) yield break;
        foreach (var (runName, files) in StoreListing.Read(_folder.Location, runId, null))
        {
            if (files is not { IsVersion1: true, Journals.Count: 0 }) continue;
            var old = new Version1Folder(_folder);
            yield return (runName, old.Read(runName, onProblem).Select(checkpoint => old.ToStored(runName, checkpoint)).Where(stored => runId is null || stored.RunId == runId));
        }
    }

    private Snapshot? ReadVersion1(StoredSnapshot stored)
    {
        var old = new Version1Folder(_folder);
        var checkpoint = old.Read(StoreFileName.OfRun(stored.RunId), null).Find(checkpoint => checkpoint.Number == stored.Sequence);
        return checkpoint is null || checkpoint.Record.Head.SnapshotId != stored.SnapshotId ? null : checkpoint.Record.ToSnapshot(old.ReadState(checkpoint));
    }

    private RunHead? HeadOf(string runName, StoreListing.RunFiles files, Action<StoreProblem>? onProblem)
    {
        var owner = _folder.Reader.ReadOwner(runName, files.Control);
        var head = owner?.Head;
        if (files.Journals.Count == 0) FindAgain(runName, onProblem);
        if (head is null && (owner is null || owner.RunId is null || owner.Acknowledged > 0) && files.Journals.Count > 0)
            head = _folder.Reader.FindNewest(runName, files.Journals, out _, out _, onProblem) is { } generation
                ? _folder.Reader.FindHead(generation, owner?.Acknowledged ?? 0, onProblem)
                : null;
        return owner?.Owner is null || head is null ? head : head with { Owner = owner.Owner, LeaseExpires = owner.Expires };
    }

    private long RemoveUnusedValues(CancellationToken cancellation)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        // Which values a run of version 0.1 needs is known when it is converted.
        var isDamaged = Version1Runs(null, null).Any();
        foreach (var (generation, owner, _) in Runs(null, _ => isDamaged = true, cancellation))
        {
            var contents = ReadContents(generation, owner, _ => isDamaged = true, cancellation);
            used.UnionWith(contents.Snapshots.Values.SelectMany(item => item.Record.Values.Select(value => value.Hash)));
        }
        // Which values a damaged record needs is not known: none is unused.
        return isDamaged ? 0 : _folder.Values.RemoveUnused(used);
    }

    private T Guarded<T>(string what, Func<T> action, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new SnapshotStoreException($"{what}: {failure.Message}", Location, failure);
        }
    }
}
