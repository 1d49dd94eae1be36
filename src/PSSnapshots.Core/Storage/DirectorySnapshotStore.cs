using System.Collections.Concurrent;

namespace PSSnapshots.Storage;

/// <summary>
/// Keeps snapshots in a folder: a file for each (<c>run.number.checkpoint.json</c>) that says what it is and how far a
/// journal of its run is to be read for its state. A journal begins with a whole state, and goes on with what
/// changed; so that a checkpoint writes the changes alone, however long the run is. Large values stand once, in
/// <c>values</c>. Several processes may use one folder.
/// </summary>
public sealed class DirectorySnapshotStore : ISnapshotStore
{
    private readonly ConcurrentDictionary<string, RunWriter> _writers = new(StringComparer.Ordinal);
    private readonly StoreGate _gate;
    private readonly string _host;
    private readonly TimeProvider _timeProvider;
    private readonly ValueFolder _values;
    private volatile bool _isDisposed;

    // A run that goes on from it need not be written whole again. One is enough: who resumes reads one and saves then.
    private volatile ReadState? _lastRead;

    /// <summary>Opens a folder. It is made when the first snapshot comes.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="timeProvider">What stamps locks; the system's clock where there is none. Snapshots have their own times.</param>
    public DirectorySnapshotStore(string path, TimeProvider? timeProvider = null)
        : this(path, Environment.MachineName, timeProvider)
    {
    }

    internal DirectorySnapshotStore(string path, string host, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Location = Path.GetFullPath(path);
        _host = host;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _gate = new StoreGate(Location);
        _values = new ValueFolder(Path.Combine(Location, StoreFileName.Values));
    }

    /// <summary>The folder's full path.</summary>
    public string Location { get; }

    /// <inheritdoc/>
    public StoredSnapshot Save(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var what = $"The checkpoint of run '{snapshot.RunId}' could not be written to '{Location}'";
        return Guarded(what, () =>
        {
            MakeFolder();
            var writer = _writers.GetOrAdd(snapshot.RunId, runId => new RunWriter(Location, runId, _values));
            var read = _lastRead is { } last && last.State.RunId == snapshot.RunId ? last : null;
            using (_gate.Enter())
            {
                var stored = writer.Save(snapshot, read is null ? null : (read.State, read.Place));
                if (read is not null) _lastRead = null;
                return stored;
            }
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredSnapshot> List(string? runId = null, Action<StoreProblem>? onProblem = null)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Guarded($"The store '{Location}' could not be read", () =>
        {
            var found = new StoreListing(Location, onProblem).Read(runId);
            found.Sort((one, other) => string.CompareOrdinal(one.RunId, other.RunId) is not 0 and var order ? order : one.Sequence.CompareTo(other.Sequence));
            return found;
        });
    }

    /// <inheritdoc/>
    public StoredSnapshot? GetLatest(string runId, Action<StoreProblem>? onProblem = null)
    {
        ArgumentNullException.ThrowIfNull(runId);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Guarded($"The store '{Location}' could not be read", () => new StoreListing(Location, onProblem).ReadLatest(runId));
    }

    /// <inheritdoc/>
    public Snapshot Read(StoredSnapshot stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var path = PathOf(stored);
        return Guarded($"The checkpoint {stored} could not be read from '{path}'", () =>
        {
            if (!File.Exists(path)) throw new SnapshotStoreException($"The checkpoint {stored} is gone: there is no file '{path}'.", path);
            var file = CheckpointFile.Read(File.ReadAllBytes(path));
            if (file.RunId != stored.RunId || file.Sequence != stored.Sequence || file.Header.Id != stored.SnapshotId)
                throw new InvalidDataException($"The file is another checkpoint now, {file.RunId} #{file.Sequence}.");
            var state = JournalReader.Read(Location, file.Place, _values);
            if (state.RunId != file.RunId || state.WorkflowId != file.WorkflowId || state.Status != file.Status)
                throw new InvalidDataException("The file and its journal do not tell of the same state.");
            _lastRead = new ReadState(state, file.Place);
            return new Snapshot(state, file.Header with { Sequence = file.Sequence });
        }, path);
    }

    /// <inheritdoc/>
    public bool Remove(StoredSnapshot stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var path = PathOf(stored);
        return Guarded($"The checkpoint {stored} could not be removed from '{Location}'", () =>
        {
            if (!File.Exists(path)) return false;
            File.Delete(path);
            AtomicFile.FlushFolder(Location);
            return true;
        }, path);
    }

    /// <inheritdoc/>
    public long RemoveUnused()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Guarded($"What is not used any more could not be removed from '{Location}'", () =>
        {
            if (!Directory.Exists(Location)) return 0;
            using var alone = _gate.TryClose();
            return alone is null ? 0 : new UnusedFiles(Location, _values).Remove();
        });
    }

    /// <inheritdoc/>
    public IDisposable Lock(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Guarded($"Run '{runId}' could not be locked in '{Location}'", () =>
        {
            MakeFolder();
            return RunLock.Take(Location, runId, _host, _timeProvider.GetUtcNow());
        });
    }

    /// <summary>Lets go what it holds in memory. Locks stay until they are disposed of.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _lastRead = null;
        foreach (var runId in _writers.Keys)
            if (_writers.TryRemove(runId, out var writer)) writer.Dispose();
    }

    /// <summary>The folder.</summary>
    /// <returns>Its full path.</returns>
    public override string ToString() => Location;

    private sealed record ReadState(RunState State, JournalPlace Place);

    private void MakeFolder()
    {
        if (Directory.Exists(Location)) return;
        Directory.CreateDirectory(Location);
        if (Path.GetDirectoryName(Location) is { } parent) AtomicFile.FlushFolder(parent);
    }

    private string PathOf(StoredSnapshot stored) =>
        Path.Combine(Location, StoreFileName.OfCheckpoint(StoreFileName.OfRun(stored.RunId), stored.Sequence));

    private T Guarded<T>(string what, Func<T> action, string? place = null)
    {
        try
        {
            return action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new SnapshotStoreException($"{what}: {failure.Message}", place ?? Location, failure);
        }
    }
}
