using System.Diagnostics;

namespace PSSnapshots.Storage;

internal sealed partial class RunJournal
{
    /// <summary>Enters the run: takes its lock, and learns what others wrote since the last visit.</summary>
    /// <exception cref="StoreBusyException">The lock was not free for as long as the store waits.</exception>
    private Visit Enter(CancellationToken cancellation, Func<Visit?>? goAround = null)
    {
        if (TryReenter(cancellation) is { } again) return again;
        folder.Prepare();
        var start = Stopwatch.GetTimestamp();
        for (var pause = 1; ; pause = Math.Min(pause * 2, LongestPause))
        {
            Locate();
            var control = Control;
            // A run without a lock has no journal. To look for one again would list the whole folder.
            var isNew = _generation is null && !StoreFiles.Exists(LockPath(control));
            if (folder.Files.TryLock(LockPath(control)) is { } hold)
            {
                try
                {
                    if (!isNew || StoreFiles.Exists(OwnerPath(control))) Locate();
                    if (Control == control && !IsBeingTakenOver() && Load(hold, control, cancellation) is { } entered) return entered;
                    hold.Dispose();
                    if (Control != control) continue;
                }
                catch
                {
                    hold.Dispose();
                    throw;
                }
            }
            else if (goAround?.Invoke() is { } visit)
            {
                return visit;
            }
            if (Stopwatch.GetElapsedTime(start) > folder.Files.Patience) throw new StoreBusyException(LockPath(control));
            if (cancellation.WaitHandle.WaitOne(pause)) cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Enters the run with the files of the last visit, if they stayed open and are still the run's.</summary>
    private Visit? TryReenter(CancellationToken cancellation)
    {
        if (_kept is not { } visit) return null;
        _kept = null;
        try
        {
            if (visit.Lock.TryLock() && IsCurrent(visit) && TryLoad(visit, cancellation)) return visit;
        }
        catch
        {
            visit.Close();
            throw;
        }
        visit.Close();
        return null;
    }

    /// <summary>Returns whether files are still those of the run: no process has bypassed the lock, and the files were not replaced.</summary>
    private bool IsCurrent(Visit visit) =>
        _generation is { } generation
        && _highest == generation.Header.Generation
        && visit.IsJournalAt(generation.Path)
        && !StoreFiles.Exists(PathOfNext(_highest))
        && visit.Lock.IsAt(LockPath(Control))
        && visit.Owner.IsAt(OwnerPath(Control));

    private void Leave(Visit visit)
    {
        if (_leases > 0 && folder.Files.CanStayOpen)
        {
            visit.Lock.Unlock();
            _kept = visit;
        }
        else
        {
            visit.Close();
        }
    }

    private void CloseKept()
    {
        _kept?.Close();
        _kept = null;
    }

    /// <summary>
    /// Enters the run despite a lock holder that makes no progress: one that was paused in an append, whose lease has
    /// expired or, if it has none, that has not moved for a whole lease.
    /// </summary>
    private Visit EnterToAcquire(LeaseOptions options, CancellationToken cancellation)
    {
        try
        {
            return Enter(cancellation, () =>
            {
                _owner = folder.Reader.ReadOwner(_runName, Control) ?? new OwnerRecord();
                var wait = _owner.Owner is null ? options.Duration + options.EffectiveMargin : _owner.Duration * 1.1;
                return IsUnchangedFor(wait, folder.IsLocal) ? GoAround(cancellation) : null;
            });
        }
        catch (StoreBusyException) when (_owner.Owner is not null && IsOwned())
        {
            throw new RunLockedException(runId, _owner.Owner, _owner.Expires);
        }
    }

    /// <summary>Finds the newest generation, unless it is known.</summary>
    private void Locate()
    {
        if (_generation is not null && StoreFiles.Exists(_generation.Path) && !StoreFiles.Exists(PathOfNext(_highest))) return;
        var found = folder.Reader.FindNewest(_runName, null, out _lowest, out _highest);
        if (found == _generation) return;
        _generation = found;
        _end = 0;
    }

    /// <summary>Returns whether a process that bypassed the lock is writing a generation that is not complete yet.</summary>
    private bool IsBeingTakenOver()
    {
        for (var number = (_generation?.Header.Generation ?? 0) + 1; number <= _highest; number++)
        {
            if (!StoreFiles.Exists(LockPath(number))) continue;
            if (folder.Files.TryLock(LockPath(number)) is not { } hold) return true;
            hold.Dispose();
        }
        return false;
    }

    /// <summary>Opens the files of the run, and reads the ownership and what was appended since the last visit.</summary>
    /// <returns>The visit, or <see langword="null"/> if a takeover has removed the journal meanwhile.</returns>
    private Visit? Load(StoreHandle hold, int control, CancellationToken cancellation)
    {
        var path = OwnerPath(control);
        var file = folder.Files.Open(path, FileAccess.ReadWrite, cancellation);
        var isNew = file is null;
        file ??= folder.Files.TryCreate(path, cancellation) ?? throw new IOException($"'{path}' was created by another program.");
        var visit = new Visit(this, hold, new OwnerFile(file));
        try
        {
            if (isNew)
            {
                visit.Owner.Initialize();
                StoreFiles.FlushFolder(folder.Location);
            }
            if (TryLoad(visit, cancellation)) return visit;
            (_generation, _end) = (null, 0);
            visit.CloseFiles();
            return null;
        }
        catch
        {
            visit.CloseFiles();
            throw;
        }
    }

    /// <summary>Reads the ownership and what was appended since the last visit.</summary>
    /// <returns>False if a takeover has removed the journal meanwhile.</returns>
    private bool TryLoad(Visit visit, CancellationToken cancellation)
    {
        _owner = visit.Owner.Read() ?? Recovered();
        if (_generation is null && folder.HasVersion1 && Convert() is { } head)
            _owner = visit.Owner.Write(_owner with { Acknowledged = head.Sequence, Generation = _generation!.Header.Generation, Head = head, RunId = runId }, flush: false);
        return TryLoadTail(visit, cancellation);
    }

    /// <summary>Restores the ownership record from the journal if the ownership file is lost.</summary>
    private OwnerRecord Recovered()
    {
        if (_generation is null) return new OwnerRecord { RunId = runId };
        var contents = folder.Reader.ReadContents(_generation, 0);
        return new OwnerRecord
        {
            RunId = runId,
            Generation = _generation.Header.Generation,
            Messages = contents.Others.Select(other => other.Message?.Number ?? 0).Append(_generation.Header.Messages).Max(),
            Head = folder.Reader.FindHead(_generation, 0, null),
        };
    }

    /// <summary>Reads what was appended since the last visit, and cuts an incomplete end that was never acknowledged.</summary>
    /// <returns>False if the journal is gone.</returns>
    private bool TryLoadTail(Visit visit, CancellationToken cancellation)
    {
        if (_generation is null)
        {
            (_end, _last, _lastHash, _lastEpoch, _needsFeed) = (0, _owner.Acknowledged, JournalLine.NoHash, 0, false);
            return true;
        }
        if (!visit.Has(_generation.Path))
        {
            if (folder.Files.Open(_generation.Path, FileAccess.ReadWrite, cancellation) is not { } opened) return false;
            visit.Use(opened, _generation.Path);
        }
        var file = visit.Journal;
        var length = file.Length;
        if (_end == 0 || length < _end) LoadEnd(file, length);
        else if (length > _end) LoadNew(file, length);
        var isAllThere = _last >= _owner.Acknowledged;
        _last = Math.Max(_last, _owner.Acknowledged);
        if (length <= _end) return true;
        if (isAllThere)
        {
            file.SetLength(_end);
            return true;
        }
        // What was saved is damaged: it stays as it is, and the journal continues after it.
        _needsFeed = file.Read(length - 1, length) is not [(byte)'\n'];
        _end = length;
        return true;
    }

    private void LoadNew(StoreHandle file, long length)
    {
        foreach (var line in file.LinesForward(_end, length))
        {
            if (!line.IsSound) continue;
            (_end, _lastHash) = (line.End, JournalLine.HashOf(line.Text.Span));
            Note(line);
        }
    }

    private void LoadEnd(StoreHandle file, long length)
    {
        var header = _generation!.Header;
        (_end, _last, _lastHash, _lastEpoch, _needsFeed, _waiting) = (_generation.Start, header.Last, JournalLine.NoHash, header.Epoch, false, null);
        if (folder.Reader.Known(_generation, file) is { } known)
        {
            (_end, _lastHash) = (known.Item.End, known.Hash);
            Note(known.Item.Record.Head);
        }
        else
        {
            LoadLines(file, length, _generation.Start);
        }
        if (_state is not null) FindState();
    }

    private void LoadLines(StoreHandle file, long length, long start)
    {
        foreach (var line in file.LinesBackward(length))
        {
            if (line.Start < start) break;
            if (!line.IsSound) continue;
            if (_end == start) (_end, _lastHash) = (line.End, JournalLine.HashOf(line.Text.Span));
            if (Note(line)) break;
        }
    }

    /// <summary>Finds the record of the state that the next changes would belong to; in a new generation it is elsewhere, or gone.</summary>
    private void FindState()
    {
        try
        {
            if (folder.Reader.Find(_generation!, _stateNumber) is { } found) (_stateStart, _outdated) = (found.Record.Start, found.Record.Outdated);
            else _state = null;
        }
        catch (InvalidDataException)
        {
            // It is damaged, and the next record has a whole state.
            _state = null;
        }
    }

    /// <summary>Notes the number and the epoch in a sound line.</summary>
    /// <returns>Whether it is the record of a snapshot.</returns>
    private bool Note(FileLine line)
    {
        try
        {
            if (SnapshotRecord.Read(runId, line.Text.Span) is { } record)
            {
                Note(record.Head);
                return true;
            }
            _lastEpoch = Math.Max(_lastEpoch, OtherRecord.Read(line.Text.Span, 0)?.Attempt?.Epoch ?? 0);
            return false;
        }
        catch (InvalidDataException)
        {
            // A valid line that is not a record is skipped. A list reports it.
            return false;
        }
    }

    private void Note(RunHead head) => (_last, _lastEpoch) = (Math.Max(_last, head.Sequence), Math.Max(_lastEpoch, head.Epoch));

    /// <summary>The files of the run, open under its lock.</summary>
    private sealed class Visit(RunJournal journal, StoreHandle hold, OwnerFile owner) : IDisposable
    {
        private StoreHandle? _journal;
        private string? _path;

        public StoreHandle Lock => hold;

        public OwnerFile Owner => owner;

        public StoreHandle Journal => _journal ?? throw new InvalidOperationException("The run has no journal yet.");

        public void Use(StoreHandle file, string path)
        {
            _journal?.Dispose();
            (_journal, _path) = (file, path);
        }

        public bool Has(string path) => _path == path;

        public bool IsJournalAt(string path) => Has(path) && Journal.IsAt(path);

        /// <summary>Releases the lock. The files stay open if this process owns the run.</summary>
        public void Dispose() => journal.Leave(this);

        public void Close()
        {
            CloseFiles();
            hold.Dispose();
        }

        /// <summary>Closes all but the lock.</summary>
        public void CloseFiles()
        {
            _journal?.Dispose();
            owner.Dispose();
        }
    }
}
