using System.Diagnostics;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>Writes the journal of one run, and decides who owns the run. Each visit holds the run's lock for a short time.</summary>
/// <param name="folder">The store's folder.</param>
/// <param name="runId">The run ID.</param>
internal sealed partial class RunJournal(StoreFolder folder, string runId)
{
    private const int LongestPause = 20;

    // A chain of records this much longer than its state is not worth the time to read it.
    private const long MaxOutdated = 64 * 1024;
    private const long MaxChain = 1L << 30;

    private readonly object _turn = new();
    private readonly RunHeadBuilder _heads = new();
    private readonly string _runName = StoreFileName.OfRun(runId);

    // The journal as of the last visit.
    private Generation? _generation;
    private int _lowest;
    private int _highest;
    private long _end;
    private string _lastHash = JournalLine.NoHash;
    private int _last;
    private long _lastEpoch;
    private bool _needsFeed;
    private OwnerRecord _owner = new();

    // The snapshot whose changes the next one may be.
    private RunState? _state;
    private int _stateNumber;
    private long _stateStart;
    private long _outdated;

    // The list of waiting steps that was written last, and in which record.
    private IReadOnlyList<WaitingStep>? _waiting;
    private long _waitingAt;

    // The files stay open while this process owns the run, if that does not block other processes.
    private int _leases;
    private Visit? _kept;

    // The time since which the owner's record is unchanged, by the monotonic clock.
    private OwnerRecord? _observed;
    private long _observedAt;

    /// <summary>Continues from a snapshot that was read, so that the next one writes what changed since.</summary>
    public void ContinueFrom(RunState state, int number)
    {
        lock (_turn)
        {
            if (_state is not null) return;
            _state = state;
            _stateNumber = number;
            _end = 0;
        }
    }

    /// <summary>Forgets the state that it holds in memory, and closes files.</summary>
    public void Forget()
    {
        lock (_turn)
        {
            _state = null;
            CloseKept();
        }
    }

    public StoredSnapshot Save(Snapshot snapshot, RunLease? lease, CancellationToken cancellation)
    {
        lock (_turn)
        {
            var requested = LeaseMoment.Now(folder.Clock);
            using var visit = Enter(cancellation);
            Authorize(lease);
            try
            {
                var stored = Append(visit, snapshot, lease);
                if (lease is not null)
                {
                    lease.Extend(requested, _owner.Expires);
                    lease.LastMessage = _owner.Messages;
                }
                // Most runs that ended are not continued.
                _state = snapshot.State.HasEnded ? null : snapshot.State;
                _stateNumber = stored.Sequence;
                return stored;
            }
            catch
            {
                _state = null;
                _end = 0;
                throw;
            }
        }
    }

    public bool Remove(StoredSnapshot stored, CancellationToken cancellation)
    {
        lock (_turn)
        {
            using var visit = Enter(cancellation);
            if (_generation is null || folder.Reader.Find(_generation, stored.Sequence) is not { } found || found.Record.Head.SnapshotId != stored.SnapshotId) return false;
            using var body = new Utf8Output();
            OtherRecord.WriteRemoved([stored.Sequence], body);
            Write(visit, body.Written, flush: true);
            _owner = visit.Owner.Write(_owner with { Head = folder.Reader.FindHead(_generation, 0, null) }, flush: false);
            return true;
        }
    }

    public RunLease Acquire(LeaseOptions options, CancellationToken cancellation)
    {
        var requested = LeaseMoment.Now(folder.Clock);
        lock (_turn)
        {
            using var visit = EnterToAcquire(options, cancellation);
            if (IsOwned()) throw new RunLockedException(runId, _owner.Owner!, _owner.Expires);
            var now = EpochTime.ToMillisecond(folder.Clock.GetUtcNow());
            folder.Alive.Enter();
            try
            {
                _owner = visit.Owner.Write(_owner with
                {
                    Epoch = Math.Max(_owner.Epoch, _lastEpoch) + 1,
                    Owner = RunOwner.Current(options.OwnerName, now),
                    LivenessFile = folder.Alive.Name,
                    Expires = now + options.Duration,
                    Duration = options.Duration,
                    RunId = runId,
                }, flush: true);
            }
            catch
            {
                folder.Alive.Leave();
                throw;
            }
            _leases++;
            return new RunLease(runId, _owner.Owner!, _owner.Epoch, _owner.Expires, requested, options, Renew, Release, folder.Clock) { LastMessage = _owner.Messages };
        }
    }

    public void BeginAttempt(RunLease lease, string stepId, int attempt, bool flush, CancellationToken cancellation)
    {
        lock (_turn)
        {
            using var visit = Enter(cancellation);
            Authorize(lease);
            using var body = new Utf8Output();
            new OtherRecord(new StepAttempt(stepId, attempt, lease.Epoch, folder.Clock.GetUtcNow(), _last), null).Write(body);
            Write(visit, body.Written, flush);
        }
    }

    public RunMessage Post(RunMessage message, CancellationToken cancellation)
    {
        lock (_turn)
        {
            using var visit = Enter(cancellation);
            if (_generation is null && _owner.Epoch == 0) throw new SnapshotStoreException($"There is no run '{runId}' in '{folder.Location}'.", folder.Location);
            var posted = message with { Number = _owner.Messages + 1, Timestamp = EpochTime.ToMillisecond(folder.Clock.GetUtcNow()) };
            using var body = new Utf8Output();
            new OtherRecord(null, posted).Write(body);
            Write(visit, body.Written, flush: true);
            _owner = visit.Owner.Write(_owner with { Messages = posted.Number }, flush: false);
            return posted;
        }
    }

    private DateTimeOffset Renew(RunLease lease, CancellationToken cancellation)
    {
        lock (_turn)
        {
            using var visit = Enter(cancellation);
            Authorize(lease);
            _owner = visit.Owner.Write(_owner with { Expires = folder.Clock.GetUtcNow() + lease.Options.Duration }, flush: false);
            lease.LastMessage = _owner.Messages;
            return _owner.Expires;
        }
    }

    private void Release(RunLease lease)
    {
        lock (_turn)
        {
            _leases--;
            try
            {
                // Another process may hold the lock of a run that was lost.
                if (lease.IsLost) return;
                using var visit = Enter(CancellationToken.None);
                if (_owner.Owner is not null && _owner.Epoch == lease.Epoch) _owner = visit.Owner.Write(_owner with { Owner = null, LivenessFile = null }, flush: false);
            }
            finally
            {
                if (_leases == 0) CloseKept();
                folder.Alive.Leave();
            }
        }
    }

    private void Authorize(RunLease? lease)
    {
        if (lease is null)
        {
            if (IsOwned()) throw new RunLockedException(runId, _owner.Owner!, _owner.Expires);
            return;
        }
        lease.ThrowIfLost();
        if (_owner.Owner is null || _owner.Epoch != lease.Epoch) throw Lose(lease, "Another process has acquired the run.");
    }

    private static LeaseLostException Lose(RunLease lease, string reason)
    {
        lease.MarkLost(reason);
        return new LeaseLostException(lease.RunId, lease.Epoch, reason);
    }

    /// <summary>
    /// Returns whether the run has an owner that is alive. An owner is gone if its process is, if its lease has expired by
    /// the clock of a local file system, or if its record has been unchanged for the whole lease while this process
    /// looked. The wall clock of this process is not used.
    /// </summary>
    private bool IsOwned()
    {
        if (_owner.Owner is not { } owner) return false;
        var isHere = folder.IsLocal || owner.MachineId == MachineIdentity.Id;
        if (isHere && folder.Alive.IsDead(_owner.LivenessFile)) return false;
        return !IsUnchangedFor(_owner.Duration, isHere);
    }

    private bool IsUnchangedFor(TimeSpan time, bool isHere)
    {
        var path = OwnerPath(Control);
        // A file that is not there yet, because its creator was paused, has the oldest time there is.
        if (isHere && File.Exists(path) && DateTime.UtcNow - File.GetLastWriteTimeUtc(path) >= time) return true;
        if (_observed is null || (_observed.Epoch, _observed.Version) != (_owner.Epoch, _owner.Version))
        {
            _observed = _owner;
            _observedAt = folder.Clock.GetTimestamp();
            return false;
        }
        return folder.Clock.GetElapsedTime(_observedAt) >= time;
    }

    private StoredSnapshot Append(Visit visit, Snapshot snapshot, RunLease? lease)
    {
        var number = SnapshotNumber.After(_last, runId);
        if (number > SnapshotRecord.MaxNumber) throw new SnapshotStoreException($"The snapshot numbers of run '{runId}' are used up.", folder.Location);
        // Before the record is written, so that the lease never seems to last longer than from then on.
        var expires = lease is null ? _owner.Expires : EpochTime.ToMillisecond(folder.Clock.GetUtcNow()) + lease.Options.Duration;
        using var payload = new Utf8Output();
        var at = _generation is null ? 0 : _end - _generation.Start + (_needsFeed ? 1 : 0);
        var isChange = _state is not null && StateDelta.TryWrite(_state, snapshot.State, payload, out var outdated) && !IsTooLong(outdated, at, payload.Written.Length)
            ? _outdated + outdated
            : -1;
        if (isChange < 0)
        {
            payload.Clear();
            SnapshotWriter.Write(snapshot, payload);
        }
        var head = _heads.Build(StoredSnapshot.Of(snapshot, number, _owner.Epoch, 0), snapshot.State);
        var record = new SnapshotRecord(head, isChange < 0 ? 0 : _stateNumber, isChange < 0 ? at : _stateStart, 0)
        {
            Version = snapshot.Version,
            ParentId = snapshot.ParentId,
            Outdated = Math.Max(0, isChange),
            Handled = lease?.HandledMessage ?? 0,
            WaitingAt = ReferenceEquals(head.Waiting, _waiting) ? _waitingAt : null,
        };
        var written = WriteRecord(record, JsonSlice.Of(payload.Written));
        if (record.WaitingAt is null) (_waiting, _waitingAt) = (head.Waiting, at);
        _stateStart = record.Start;
        _outdated = record.Outdated;
        _last = number;
        _owner = visit.Owner.Write(_owner with
        {
            Acknowledged = number,
            Generation = _generation!.Header.Generation,
            RunId = runId,
            Head = head,
            Expires = expires,
        }, flush: false);
        return written with { Location = _generation.Path };

        StoredSnapshot WriteRecord(SnapshotRecord bare, JsonSlice json)
        {
            var large = LargeValues.Find(json);
            using var gate = large.Count == 0 ? null : folder.EnterValues();
            using var body = new Utf8Output();
            Compose(bare, json, large, body, out var added);
            var length = Write(visit, body.Written, flush: true, lease);
            return (bare with { Added = added }).ToStored("", length);
        }
    }

    /// <summary>Makes the body of a record, after its large values are kept.</summary>
    private void Compose(SnapshotRecord record, JsonSlice json, List<JsonSlice> large, Utf8Output body, out long added)
    {
        added = 0;
        if (large.Count == 0)
        {
            record.Write(json.Span, body);
            return;
        }
        long kept = 0;
        using var payload = new Utf8Output();
        var places = ValueReferences.Write(json, large, value =>
        {
            var hash = folder.Values.Keep(value, out var written);
            kept += written;
            return hash;
        }, payload);
        added = kept;
        (record with { Values = places, Added = kept }).Write(payload.Written, body);
    }

    // A rewrite costs the state's size, and comes when as much was written in vain: per change its cost stays the same.
    private bool IsTooLong(long outdated, long at, int length) =>
        _outdated + outdated > MaxOutdated + ((at - _stateStart - _outdated) / 2) || at - _stateStart + length > MaxChain;

    /// <summary>Appends a record.</summary>
    /// <returns>The length of its line.</returns>
    private int Write(Visit visit, ReadOnlySpan<byte> body, bool flush, RunLease? lease = null)
    {
        var isNew = _generation is null;
        var header = isNew ? new JournalHeader(runId, _highest + 1, Control) : _generation!.Header;
        var path = folder.PathOf(StoreFileName.OfJournal(_runName, header.Generation));
        if (isNew) visit.Use(folder.Files.TryCreate(path) ?? throw TakenOver(path, lease), path);
        var line = JournalLine.Seal(body, _lastHash);
        byte[] first = isNew ? header.ToLine() : _needsFeed ? "\n"u8.ToArray() : [];
        try
        {
            visit.Journal.Write(first.Length == 0 ? line : [.. first, .. line], _end);
            if (flush || isNew) visit.Journal.FlushToDisk();
            if (isNew) StoreFiles.FlushFolder(folder.Location);
            // A takeover that could not wait for the lock does not know of what came after it had begun.
            if (!StoreFiles.Exists(path) || StoreFiles.Exists(PathOfNext(Math.Max(_highest, header.Generation)))) throw TakenOver(path, lease);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (isNew) folder.Files.TryDelete(path);
            else visit.Journal.SetLength(_end);
            throw;
        }
        if (isNew)
        {
            _generation = new Generation(header, path, first.Length);
            _lowest = _highest = header.Generation;
        }
        _end += first.Length + line.Length;
        _lastHash = JournalLine.HashOf(line);
        _needsFeed = false;
        return line.Length;
    }

    private SnapshotStoreException TakenOver(string path, RunLease? lease)
    {
        const string Reason = "Another process has taken the run over while this one was paused.";
        return lease is null ? new SnapshotStoreException($"Run '{runId}' was not saved: {Reason}", path) : Lose(lease, Reason);
    }

    private int Control => _generation?.Header.Control ?? 0;

    private string LockPath(int control) => folder.PathOf(StoreFileName.OfLock(_runName, control));

    private string PathOfNext(int generation) => folder.PathOf(StoreFileName.OfJournal(_runName, generation + 1));

    private string OwnerPath(int control) => folder.PathOf(StoreFileName.OfOwner(_runName, control));
}
