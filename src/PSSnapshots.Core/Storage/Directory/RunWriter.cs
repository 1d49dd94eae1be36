namespace PSSnapshots.Storage;

/// <summary>Writes the checkpoints of one run, one after the other.</summary>
/// <param name="folder">The store's folder.</param>
/// <param name="runId">The run.</param>
/// <param name="values">What keeps large values.</param>
internal sealed class RunWriter(string folder, string runId, ValueFolder values) : IDisposable
{
    private readonly object _turn = new();
    private readonly string _runName = StoreFileName.OfRun(runId);
    private JournalWriter? _journal;
    private int _last;

    /// <summary>Writes a checkpoint; when it returns, it is on the disk.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="read">A state of the run that was read, and where; the run may have gone on from it.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    public StoredSnapshot Save(Snapshot snapshot, (RunState State, JournalPlace Place)? read)
    {
        lock (_turn)
        {
            try
            {
                if (_journal is null && read is var (state, from) && from.Pieces.Count < JournalPlace.MaxPieces)
                    _journal = JournalWriter.Continue(folder, _runName, state, from, values);
                if (_journal?.TryAppend(snapshot, out var place) is not true)
                {
                    _journal?.Dispose();
                    _journal = null;
                    _journal = JournalWriter.Begin(folder, _runName, snapshot, values, out place);
                }
                var stored = WriteFile(snapshot, place);
                // Nothing more is to come of most runs that ended, and their state need not be kept for it.
                if (snapshot.State.HasEnded) Forget();
                return stored;
            }
            catch
            {
                // What is behind the journal's last checkpoint is not known for sure.
                Forget();
                throw;
            }
        }
    }

    public void Dispose()
    {
        lock (_turn) Forget();
    }

    private StoredSnapshot WriteFile(Snapshot snapshot, JournalPlace place)
    {
        if (_last == 0) _last = LastNumber();
        var header = new Serialization.SnapshotHeader(snapshot.Version, snapshot.Timestamp, snapshot.Id, null, snapshot.Label, snapshot.ParentId);
        while (true)
        {
            if (_last == int.MaxValue) throw new IOException($"The numbers of run '{runId}' are used up.");
            var number = _last + 1;
            var path = Path.Combine(folder, StoreFileName.OfCheckpoint(_runName, number));
            var file = new CheckpointFile(snapshot.RunId, snapshot.WorkflowId, number, snapshot.Status, header, place);
            try
            {
                AtomicFile.Write(path, stream => stream.Write(file.ToUtf8()), replace: false);
                _last = number;
                return file.ToStored(path, file.ToUtf8().Length);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process took the number.
                _last = Math.Max(number, LastNumber());
            }
        }
    }

    private int LastNumber()
    {
        var last = 0;
        foreach (var path in Directory.EnumerateFiles(folder, $"{_runName}.*{StoreFileName.CheckpointEnd}"))
            if (StoreFileName.TryReadCheckpoint(Path.GetFileName(path), out var name, out var number) && name == _runName) last = Math.Max(last, number);
        return last;
    }

    private void Forget()
    {
        _journal?.Dispose();
        _journal = null;
    }
}
