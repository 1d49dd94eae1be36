using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

internal sealed partial class RunJournal
{
    private const int CopyStep = 1 << 20;
    private const long MaxRewrite = 1L << 30;

    /// <summary>Writes a new generation without the data that no snapshot needs, and deletes the older generations.</summary>
    /// <param name="known">The numbers of all existing generations.</param>
    /// <param name="cancellation">Cancels the wait for a busy store.</param>
    /// <returns>The number of bytes freed.</returns>
    public long RemoveUnused(IReadOnlyCollection<int> known, CancellationToken cancellation)
    {
        lock (_turn)
        {
            using var visit = Enter(cancellation);
            if (_generation is null) return 0;
            _lowest = Math.Min(_lowest, known.DefaultIfEmpty(_lowest).Min());
            var freed = DeleteOlder();
            var isDamaged = false;
            var contents = folder.Reader.ReadContents(_generation, _owner.Acknowledged, _ => isDamaged = true, cancellation);
            var plan = PlanOf(contents);
            // Damaged data is kept: it may be repaired or copied back.
            if (isDamaged) return freed;
            if (contents.Snapshots.Keys.All(plan.ContainsKey) || contents.Snapshots.Values.Sum(item => (long)item.Length) > 2 * MaxRewrite) return freed;
            using var records = new Utf8Output();
            using (var file = folder.Reader.Open(_generation))
            {
                if (file is null) return freed;
                WriteRecords(file, contents, plan, records);
            }
            var before = _end;
            var header = NextHeader(Control) with { Messages = _owner.Messages, Handled = contents.Snapshots.Values.Select(item => item.Record.Handled).Append(_generation.Header.Handled).Max() };
            WriteGeneration(header, records.Written);
            _owner = visit.Owner.Write(_owner with { Generation = header.Generation }, flush: true);
            // With it the old file is closed, which Windows may not delete before.
            var isThere = TryLoadTail(visit, cancellation);
            freed += DeleteOlder();
            return isThere ? freed + Math.Max(0, before - _end) : freed;
        }
    }

    private JournalHeader NextHeader(int control) => new(runId, _highest + 1, control) { Last = _last, Epoch = Math.Max(_owner.Epoch, _lastEpoch) };

    /// <summary>
    /// Takes over the run from a lock holder that makes no progress, with a new lock, ownership file and generation of the
    /// journal. The generation is created before the old one is read, so that what the old holder writes
    /// later is not acknowledged, and what it wrote before is taken over.
    /// </summary>
    /// <returns>The visit, or <see langword="null"/> if another process takes over the run.</returns>
    private Visit? GoAround(CancellationToken cancellation)
    {
        var number = _highest + 1;
        if (folder.Files.TryLock(LockPath(number)) is not { } hold) return null;
        try
        {
            var path = folder.PathOf(StoreFileName.OfJournal(_runName, number));
            using var file = folder.Files.TryCreate(path, cancellation);
            if (file is null)
            {
                hold.Dispose();
                return null;
            }
            var old = _generation;
            var oldControl = Control;
            _owner = folder.Reader.ReadOwner(_runName, oldControl) ?? Recovered();
            (_end, _last, _lastHash, _lastEpoch) = (0, 0, JournalLine.NoHash, 0);
            long length = 0;
            using (var source = old is null ? null : folder.Reader.Open(old))
            {
                if (source is not null)
                {
                    LoadEnd(source, source.Length);
                    length = _end - old!.Start;
                }
                var header = NextHeader(number) with { Messages = _owner.Messages, Length = length };
                var start = header.ToLine().Length;
                for (long at = 0; at < length; at += CopyStep) file.Write(source!.Read(old!.Start + at, old.Start + Math.Min(length, at + CopyStep)), start + at);
                file.FlushToDisk();
                // The old owner is gone, and its epoch stays the highest until the next one is given.
                using var ownerFile = new OwnerFile(folder.Files.TryCreate(OwnerPath(number), cancellation) ?? throw new IOException($"Run '{runId}' was taken over by another program."));
                ownerFile.Initialize();
                // The holder of the old lock may be about to take the next epoch: that one must not be valid here.
                _owner = ownerFile.Write(_owner with { Owner = null, LivenessFile = null, Generation = number, Epoch = Math.Max(_owner.Epoch, _lastEpoch) + 1 }, flush: true);
                // With its first line the generation is complete, and counts.
                file.Write(header.ToLine(), 0);
                file.FlushToDisk();
                StoreFiles.FlushFolder(folder.Location);
            }
            _generation = null;
            Locate();
            if (Control != number) throw new IOException($"Run '{runId}' was taken over by another program.");
            if (old is not null) DeleteOlder();
            folder.Files.TryDelete(OwnerPath(oldControl));
            var visit = Load(hold, number, cancellation);
            if (visit is null) hold.Dispose();
            return visit;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <summary>Creates a journal from the files that version 0.1 saved for the run. Damaged files are kept.</summary>
    /// <returns>The head of the run, or <see langword="null"/> if version 0.1 saved nothing for it.</returns>
    private RunHead? Convert()
    {
        var old = new Version1Folder(folder);
        var isAll = true;
        var checkpoints = old.Read(_runName, _ => isAll = false).FindAll(checkpoint => checkpoint.Record.Head.RunId == runId);
        if (checkpoints.Count == 0) return null;
        RunHead? newest = null;
        using var records = new Utf8Output();
        var previous = JournalLine.NoHash;
        var converted = new List<Version1Checkpoint>();
        long start = 0;
        foreach (var checkpoint in checkpoints)
        {
            using var body = new Utf8Output();
            var head = checkpoint.Record.Head;
            var isLast = ReferenceEquals(checkpoint, checkpoints[^1]);
            try
            {
                if (!isLast && converted.Count > 0 && old.ChangesSince(converted[^1], checkpoint) is var (changes, places))
                {
                    (checkpoint.Record with { Base = converted[^1].Number, Start = start, Values = places }).Write(changes, body);
                }
                else
                {
                    // The newest is whole, so that it is known to be readable, and its head to be that of its state.
                    var state = old.ReadState(checkpoint);
                    using var whole = new Utf8Output();
                    SnapshotWriter.Write(checkpoint.Record.ToSnapshot(state), whole);
                    start = records.Written.Length;
                    if (isLast) head = _heads.Build(checkpoint.Record.ToStored("", 0), state);
                    var json = JsonSlice.Of(whole.Written);
                    using var gate = folder.EnterValues();
                    Compose(checkpoint.Record with { Head = head, Start = start }, json, LargeValues.Find(json), body, out _);
                }
            }
            catch (InvalidDataException)
            {
                // Its files stay, and a list still says what is wrong with them.
                isAll = false;
                continue;
            }
            converted.Add(checkpoint);
            newest = head;
            var line = JournalLine.Seal(body.Written, previous);
            previous = JournalLine.HashOf(line);
            records.Append(line);
        }
        WriteGeneration(new JournalHeader(runId, _highest + 1, Control) { Last = checkpoints[^1].Number }, records.Written);
        old.Delete(_runName, converted, isAll);
        return newest;
    }

    private void WriteGeneration(JournalHeader header, ReadOnlySpan<byte> records)
    {
        var path = folder.PathOf(StoreFileName.OfJournal(_runName, header.Generation));
        using (var file = folder.Files.TryCreate(path) ?? throw new IOException($"The journal '{path}' was created by another program."))
        {
            try
            {
                var line = (header with { Length = records.Length }).ToLine();
                file.Write(line, 0);
                file.Write(records, line.Length);
                file.FlushToDisk();
                StoreFiles.FlushFolder(folder.Location);
                if (StoreFiles.Exists(folder.PathOf(StoreFileName.OfJournal(_runName, header.Generation + 1))))
                    throw new SnapshotStoreException($"Another process has taken run '{runId}' over while this one was paused. Nothing was removed.", path);
            }
            catch
            {
                folder.Files.TryDelete(path);
                throw;
            }
        }
        Locate();
    }

    /// <summary>Deletes the generations before the newest, the oldest first, if no process holds them.</summary>
    private long DeleteOlder()
    {
        long freed = 0;
        for (; _lowest < _generation!.Header.Generation; _lowest++)
        {
            var path = folder.PathOf(StoreFileName.OfJournal(_runName, _lowest));
            if (StoreFiles.IsLink(path)) break;
            var file = new FileInfo(path);
            var length = file.Exists ? file.Length : 0;
            if (!folder.Files.TryDelete(path)) break;
            freed += length;
        }
        return freed;
    }

    /// <summary>
    /// Decides which records a new generation has: those of the snapshots that are kept, whole where most of what leads to
    /// it would go, and otherwise with the records that lead to it.
    /// </summary>
    /// <returns>The numbers in it, each with whether the record becomes a whole state.</returns>
    private static SortedDictionary<int, bool> PlanOf(JournalContents contents)
    {
        var plan = new SortedDictionary<int, bool>();
        foreach (var item in contents.Kept)
        {
            var missing = new Stack<RecordLocation>();
            long saved = 0;
            for (var number = item.Record.Base; number > 0 && !plan.ContainsKey(number);)
            {
                if (!contents.Snapshots.TryGetValue(number, out var link)) break;
                missing.Push(link);
                saved += link.Length;
                number = link.Record.Base;
            }
            var isWhole = missing.Count > 0 && 2 * saved >= item.End - item.Record.Start;
            if (!isWhole)
                foreach (var link in missing) plan[link.Number] = false;
            plan[item.Number] = isWhole;
        }
        return plan;
    }

    private void WriteRecords(StoreHandle file, JournalContents contents, SortedDictionary<int, bool> plan, Utf8Output output)
    {
        var starts = new Dictionary<int, long>();
        var waiting = new Dictionary<long, long>();
        var previous = JournalLine.NoHash;
        var newest = plan.Keys.DefaultIfEmpty().Max();
        var handled = contents.Snapshots.TryGetValue(newest, out var last) ? last.Record.Handled : 0;
        var others = new Queue<OtherRecord>(contents.Others.Where(other => other.Attempt?.AfterSequence >= newest - 1 || other.Message?.Number > handled));
        foreach (var (number, isWhole) in plan)
        {
            var item = contents.Snapshots[number];
            while (others.TryPeek(out var other) && (other.Attempt?.AfterSequence ?? 0) < number && number == newest) WriteOther(others.Dequeue());
            var line = file.Read(item.Start, item.Start + item.Length);
            var (record, payload) = (WithWaiting(item), JsonSlice.Of(line.AsSpan(line.Length - 1 - item.Record.Size, item.Record.Size)));
            using var body = new Utf8Output();
            if (isWhole)
            {
                var state = folder.Reader.ReadState(contents.Generation, item);
                using var whole = new Utf8Output();
                SnapshotWriter.Write(record.ToSnapshot(state), whole);
                payload = JsonSlice.Of(whole.Written);
                using var gate = folder.EnterValues();
                Compose(record with { Base = 0, Start = output.Written.Length, Outdated = 0 }, payload, LargeValues.Find(payload), body, out _);
            }
            else
            {
                (record with { Start = record.Base == 0 ? output.Written.Length : starts.GetValueOrDefault(record.Base) }).Write(payload.Span, body);
            }
            starts[number] = isWhole || record.Base == 0 ? output.Written.Length : starts.GetValueOrDefault(record.Base);
            Add(body);
        }
        foreach (var other in others) WriteOther(other);
        var hidden = plan.Keys.Where(contents.Removed.Contains).ToList();
        if (hidden.Count == 0) return;
        using var removed = new Utf8Output();
        OtherRecord.WriteRemoved(hidden, removed);
        Add(removed);

        SnapshotRecord WithWaiting(RecordLocation item)
        {
            var source = item.Record.WaitingAt ?? item.Start - contents.Generation.Start;
            if (waiting.TryGetValue(source, out var at)) return item.Record with { WaitingAt = at };
            waiting.Add(source, output.Written.Length);
            return item.Record with { WaitingAt = null, Head = item.Record.Head with { Waiting = contents.WaitingAt(source) } };
        }

        void WriteOther(OtherRecord other)
        {
            using var body = new Utf8Output();
            other.Write(body);
            Add(body);
        }

        void Add(Utf8Output body)
        {
            var sealedLine = JournalLine.Seal(body.Written, previous);
            previous = JournalLine.HashOf(sealedLine);
            output.Append(sealedLine);
        }
    }
}
