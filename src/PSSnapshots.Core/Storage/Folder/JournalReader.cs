using System.Buffers;
using PSSnapshots.Serialization;

namespace PSSnapshots.Storage;

/// <summary>Reads the journals of a folder, without a lock: what is in a journal does not change, and only grows.</summary>
/// <param name="files">Opens the files.</param>
/// <param name="folder">The store's folder.</param>
/// <param name="values">What keeps large values.</param>
internal sealed class JournalReader(StoreFiles files, string folder, ValueFolder values)
{
    private const int HeaderStep = 4096;

    // A reader whose file vanished finds the generation that took its place.
    private const int MaxTries = 10;

    private volatile CachedRecord? _known;

    /// <summary>Finds the newest generation that is complete.</summary>
    /// <param name="runName">The run's name in file names.</param>
    /// <param name="known">The numbers that there are, if they were listed.</param>
    /// <param name="lowest">Gets the lowest number that is taken.</param>
    /// <param name="highest">Gets the highest number that is taken; 0 if there is none.</param>
    /// <param name="onProblem">Receives what is damaged.</param>
    public Generation? FindNewest(string runName, IReadOnlyCollection<int>? known, out int lowest, out int highest, Action<StoreProblem>? onProblem = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var numbers = known is not null && attempt == 1 ? known : Numbers(runName);
            highest = numbers.DefaultIfEmpty().Max();
            lowest = numbers.DefaultIfEmpty().Min();
            var reasons = new List<StoreProblem>();
            foreach (var number in numbers.OrderDescending())
                if (TryOpen(runName, number, reasons.Add) is { } found) return found;
            // None of them is there any more: they were replaced meanwhile.
            if (numbers.Count > 0 && reasons.Count == 0 && attempt < MaxTries) continue;
            if (onProblem is not null) reasons.ForEach(onProblem);
            return null;
        }
    }

    /// <summary>Reads the ownership file that belongs to a lock.</summary>
    /// <returns>The record; <see langword="null"/> if it is missing or damaged: then nothing is known of an owner, and the journal has the rest.</returns>
    public OwnerRecord? ReadOwner(string runName, int control)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(OwnerRecord.EmptyFile.Length);
        try
        {
            using var file = files.Open(PathOf(StoreFileName.OfOwner(runName, control)), FileAccess.Read);
            return file is null ? null : OwnerRecord.Read(buffer.AsSpan(0, file.Read(buffer.AsSpan(0, OwnerRecord.EmptyFile.Length), 0)));
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Returns whether no snapshot of a run was acknowledged yet, so that nothing is lost with an incomplete journal.</summary>
    /// <param name="runName">The run's name in file names.</param>
    /// <param name="owner">Gets the newest ownership record, if it can be read.</param>
    public bool HasAcknowledgedNothing(string runName, out OwnerRecord? owner)
    {
        owner = null;
        var control = 0;
        foreach (var name in StoreFiles.Names(folder, runName + ".*"))
            if (StoreFileName.TryRead(name, out var of, out var number, out var kind) && of == runName && kind == "owner") control = Math.Max(control, number);
        try
        {
            if (files.ReadAll(PathOf(StoreFileName.OfOwner(runName, control))) is not { } file) return false;
            owner = OwnerRecord.Read(file);
            return owner is null ? file.AsSpan().Trim(" \n"u8).IsEmpty : owner.Acknowledged == 0;
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Finds the newest snapshot of a run that was not removed.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="acknowledged">The highest number that was acknowledged.</param>
    /// <param name="onProblem">Receives a problem if that one, or one after the one that is returned, is damaged or missing.</param>
    public RecordLocation? FindLatest(Generation generation, int acknowledged, Action<StoreProblem>? onProblem)
    {
        var highest = generation.Header.Last;
        RecordLocation? latest = null;
        var removed = new HashSet<int>();
        long? damaged = null;
        if (Open(generation) is not { } opened) return null;
        using var file = opened;
        if (Known(generation, file) is { Item: var known } && known.Number >= acknowledged) return known;
        var stamp = file.Stamp;
        foreach (var line in file.LinesBackward(stamp.Length))
        {
            if (line.Start < generation.Start) break;
            if (!line.IsSound || !TryRead(generation, line, removed, onProblem, out var record))
            {
                damaged ??= line.Start;
                continue;
            }
            if (record is null) continue;
            highest = Math.Max(highest, record.Head.Sequence);
            if (removed.Contains(record.Head.Sequence)) continue;
            latest = RecordLocation.Of(record, line);
            if (line.End == stamp.Length) _known = CachedRecord.Of(generation.Path, stamp, latest, line);
            break;
        }
        if (highest < acknowledged) onProblem?.Invoke(Missing(generation, acknowledged, damaged));
        return latest;
    }

    /// <summary>The last record, if it was checked before and the journal has not been written to since.</summary>
    public CachedRecord? Known(Generation generation, StoreHandle file) =>
        _known is { } known && known.Path == generation.Path && known.Stamp == file.Stamp ? known : null;

    /// <summary>Finds the head of a run: that of its newest snapshot, with the list of waiting steps if an earlier record has it.</summary>
    /// <inheritdoc cref="FindLatest" path="/param"/>
    public RunHead? FindHead(Generation generation, int acknowledged, Action<StoreProblem>? onProblem)
    {
        if (FindLatest(generation, acknowledged, onProblem) is not { Record: var record } found) return null;
        if (record.WaitingAt is not { } at || at >= found.Start - generation.Start || Open(generation) is not { } opened) return record.Head;
        using var file = opened;
        var source = file.LinesForward(generation.Start + at, found.Start).First();
        return source.IsSound && TryRead(generation, source, [], onProblem, out var earlier) && earlier is not null
            ? record.Head with { Waiting = earlier.Head.Waiting }
            : record.Head;
    }

    /// <summary>Reads all records of a generation.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="acknowledged">The highest number that was acknowledged.</param>
    /// <param name="onProblem">Receives what is damaged or missing.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public JournalContents ReadContents(Generation generation, int acknowledged, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default)
    {
        var contents = new JournalContents(generation);
        if (Open(generation) is not { } opened) return contents;
        using var file = opened;
        FileLine? damaged = null;
        string? previous = null;
        foreach (var line in file.LinesForward(generation.Start, file.Length))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!line.IsSound)
            {
                damaged ??= line;
                continue;
            }
            var text = line.Text.Span;
            if (damaged is { } before) onProblem?.Invoke(Damaged(generation, before, contents.Last + 1));
            else if (previous is not null && JournalLine.PreviousOf(text) != previous) onProblem?.Invoke(Missing(generation, contents.Last + 1, line.Start));
            damaged = null;
            previous = JournalLine.HashOf(text);
            if (!TryRead(generation, line, contents.Removed, onProblem, out var record)) continue;
            if (record is null) contents.AddOther(line);
            else if (!contents.TryAdd(record, line)) onProblem?.Invoke(Damaged(generation, line, record.Head.Sequence));
        }
        // An incomplete end above what was acknowledged is what a kill left: it was never saved.
        if (contents.Last < acknowledged) onProblem?.Invoke(Missing(generation, acknowledged, damaged?.Start));
        return contents;
    }

    /// <summary>Finds the record of a snapshot.</summary>
    /// <returns>The record, or <see langword="null"/> if it is gone.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public RecordLocation? Find(Generation generation, int number)
    {
        if (Open(generation) is not { } opened) return null;
        using var file = opened;
        if (Known(generation, file) is { Item: var known } && known.Number == number) return known;
        var removed = new HashSet<int>();
        long? damaged = null;
        foreach (var line in file.LinesBackward(file.Length))
        {
            if (line.Start < generation.Start) break;
            var isSnapshot = JournalLine.TryReadNumbers(line.Text.Span, out var found, out _, out _, out _);
            if (isSnapshot && found > number) continue;
            if (!line.IsSound)
            {
                damaged ??= line.Start;
                continue;
            }
            if (isSnapshot && found < number) break;
            if (!isSnapshot) TryRead(generation, line, removed, null, out _);
            else if (removed.Contains(number)) return null;
            else if (SnapshotRecord.Read(generation.Header.RunId, line.Text.Span) is { } record) return RecordLocation.Of(record, line);
        }
        return damaged is null ? null : throw new InvalidDataException($"Its record in '{generation.Path}' is damaged: the record at byte {damaged} was changed after it was written.");
    }

    /// <summary>Finds the attempts since the snapshot before the newest one.</summary>
    public List<StepAttempt> FindAttempts(Generation generation)
    {
        var lines = new Stack<FileLine>();
        if (Open(generation) is not { } opened) return [];
        using var file = opened;
        var last = generation.Header.Last;
        var known = Known(generation, file);
        var snapshots = known is null ? 0 : 1;
        foreach (var line in file.LinesBackward(known?.Item.Start ?? file.Length))
        {
            if (line.Start < generation.Start || snapshots == 2) break;
            if (!line.IsSound) continue;
            if (JournalLine.TryReadNumbers(line.Text.Span, out var number, out _, out _, out _)) (snapshots, last) = (snapshots + 1, number);
            lines.Push(line);
        }
        var found = new List<StepAttempt>();
        foreach (var line in lines)
        {
            if (JournalLine.TryReadNumbers(line.Text.Span, out var number, out _, out _, out _)) last = number;
            else if (OtherRecord.Read(line.Text.Span, last)?.Attempt is { } attempt) found.Add(attempt);
        }
        return found;
    }

    /// <summary>Reads the state of a snapshot.</summary>
    /// <exception cref="InvalidDataException">A record or a value that it needs is gone or damaged.</exception>
    public RunState ReadState(Generation generation, RecordLocation item)
    {
        var record = item.Record;
        var start = generation.Start + record.Start;
        if (start > item.Start) throw new InvalidDataException($"Its record in '{generation.Path}' is not what it should be.");
        var (buffer, from) = Checked(generation, item) ?? (null, 0);
        var isChecked = buffer is not null;
        if (buffer is null)
        {
            using var file = Open(generation) ?? throw new InvalidDataException($"The journal '{generation.Path}', which it needs, is gone.");
            buffer = file.Read(start, item.End);
        }
        var chain = ChainOf(generation, record, buffer, from);
        // The one takes about as long as the other.
        var check = isChecked ? Task.FromResult(-1) : Task.Run(() => chain.FindIndex(part => !JournalLine.IsSound(buffer.AsSpan(part.Start, part.Length))));
        RunState? state = null;
        Exception? unreadable = null;
        try
        {
            var references = new ValueReferences(values, buffer);
            foreach (var part in chain)
            {
                if (buffer.AsSpan(part.Start, part.PayloadStart - part.Start).IndexOf("\"values\":"u8) >= 0
                    && SnapshotRecord.Read(generation.Header.RunId, buffer.AsSpan(part.Start, part.Length)) is { } link)
                {
                    references.Add(part.PayloadStart, link.Values);
                }
            }
            state = Replay(buffer, chain.Select(part => (part.PayloadStart, part.Size)), references);
            if (state.RunId != generation.Header.RunId) throw new InvalidDataException($"The state is of run '{state.RunId}'.");
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            unreadable = failure;
        }
        if (check.GetAwaiter().GetResult() is >= 0 and var wrong)
            throw new InvalidDataException($"The record of #{chain[wrong].Number} in '{generation.Path}', which it needs, is damaged: the hash does not match.");
        return state ?? throw new InvalidDataException($"A record in '{generation.Path}', which it needs, cannot be read: {unreadable!.Message}", unreadable);
    }

    /// <summary>The bytes of a whole state that were read and checked when it was found, and where it begins in them.</summary>
    private (byte[]? Buffer, int From)? Checked(Generation generation, RecordLocation item) =>
        item.Record.Base == 0 && _known is { } known && known.Path == generation.Path && ReferenceEquals(known.Item, item) && known.Buffer.TryGetTarget(out var buffer)
            ? (buffer, known.Offset)
            : null;

    /// <summary>Opens the file of a generation; <see langword="null"/> if a newer one has taken its place.</summary>
    public StoreHandle? Open(Generation generation) => files.Open(generation.Path, FileAccess.Read);

    private Generation? TryOpen(string runName, int number, Action<StoreProblem> onProblem)
    {
        var path = PathOf(StoreFileName.OfJournal(runName, number));
        try
        {
            using var file = files.Open(path, FileAccess.Read);
            if (file is null) return null;
            var length = file.Length;
            byte[] start;
            int end;
            var step = HeaderStep;
            do
            {
                start = file.Read(0, Math.Min(length, step));
                end = start.AsSpan().IndexOf((byte)'\n');
                step *= 16;
            }
            while (end < 0 && start.Length < length && step > 0);
            if (end < 0) throw new InvalidDataException("The file is empty or incomplete.");
            var header = JournalHeader.Read(start.AsSpan(0, end));
            if (header.Generation != number || StoreFileName.OfRun(header.RunId) != runName)
                throw new InvalidDataException($"It is generation {header.Generation} of run '{header.RunId}', which is not what its name says.");
            var records = end + 1;
            if (header.Length > length - records || (header.Length > 0 && !file.LinesBackward(records + header.Length).First().IsSound))
                throw new InvalidDataException("It is an incomplete generation.");
            return new Generation(header, path, records);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            onProblem(new StoreProblem(path, failure.Message));
            return null;
        }
    }

    private List<int> Numbers(string runName)
    {
        var first = ReadOwner(runName, 0)?.Generation is > 0 and var hint && Exists(hint) ? hint : Exists(1) ? 1 : 0;
        var numbers = new List<int>();
        if (first == 0)
        {
            if (!StoreFiles.Exists(PathOf(StoreFileName.OfLock(runName, 0)))) return numbers;
            foreach (var name in StoreFiles.Names(folder, runName + ".*.journal"))
                if (StoreFileName.TryRead(name, out var of, out var number, out _) && of == runName) numbers.Add(number);
            return numbers;
        }
        // Older generations are deleted first, so that there is no gap after one that is there.
        for (var number = first; Exists(number); number++) numbers.Add(number);
        return numbers;

        bool Exists(int number) => StoreFiles.Exists(PathOf(StoreFileName.OfJournal(runName, number)));
    }

    /// <summary>Reads a sound line; what a line removes is noted.</summary>
    private static bool TryRead(Generation generation, FileLine line, HashSet<int> removed, Action<StoreProblem>? onProblem, out SnapshotRecord? record)
    {
        record = null;
        try
        {
            record = SnapshotRecord.Read(generation.Header.RunId, line.Text.Span);
            if (record is null) removed.UnionWith(OtherRecord.RemovedBy(line.Text.Span));
            return true;
        }
        catch (InvalidDataException failure)
        {
            onProblem?.Invoke(new StoreProblem(generation.Path, $"The record at byte {line.Start} is damaged: {failure.Message}") { RunId = generation.Header.RunId });
            return false;
        }
    }

    private static StoreProblem Damaged(Generation generation, FileLine line, int next) => new(
        generation.Path, $"The record at byte {line.Start} is damaged: it was changed after it was written.")
    {
        RunId = generation.Header.RunId,
        Sequence = JournalLine.TryReadNumbers(line.Text.Span, out var number, out _, out _, out _) ? number : next,
    };

    private static StoreProblem Missing(Generation generation, int number, long? damagedAt) => new(
        generation.Path, $"Snapshot #{number} was saved and is {(damagedAt is { } at ? $"damaged or missing (byte {at})" : "missing")}.")
    {
        RunId = generation.Header.RunId,
        Sequence = number,
    };

    /// <summary>The records in a buffer that lead from the whole state to a record, in this order.</summary>
    private static List<RecordPart> ChainOf(Generation generation, SnapshotRecord record, byte[] buffer, int from)
    {
        var parts = new Dictionary<int, RecordPart>();
        for (var at = from; at < buffer.Length;)
        {
            var length = buffer.AsSpan(at).IndexOf((byte)'\n');
            if (length < 0) break;
            if (JournalLine.TryReadNumbers(buffer.AsSpan(at, length), out var number, out var baseNumber, out _, out var size))
                parts[number] = new RecordPart(number, baseNumber, at, length, size);
            at += length + 1;
        }
        var chain = new List<RecordPart>();
        for (var number = record.Head.Sequence; number > 0;)
        {
            if (!parts.TryGetValue(number, out var part))
                throw new InvalidDataException($"The record of #{number} in '{generation.Path}', which it needs, is damaged or missing.");
            chain.Add(part);
            number = part.Base;
        }
        chain.Reverse();
        return chain;
    }

    /// <summary>Applies the changes in a buffer to the whole state that is first in it.</summary>
    /// <param name="buffer">The buffer; the state keeps slices of it.</param>
    /// <param name="parts">Where the state and the changes are.</param>
    /// <param name="references">The references to values in them.</param>
    /// <exception cref="InvalidDataException">They are not what they should be.</exception>
    public static RunState Replay(byte[] buffer, IEnumerable<(int Start, int Length)> parts, ValueReferences references)
    {
        var document = DocumentText.OfUtf8(buffer);
        StateReplay? replay = null;
        foreach (var (start, length) in parts)
        {
            var text = document.Part(start, length);
            if (!System.Text.Unicode.Utf8.IsValid(text.Utf8)) throw new InvalidDataException("It is not UTF-8.");
            if (replay is not null) DeltaParser.Apply(text, replay);
            else replay = new StateReplay(SnapshotReader.TryRead(text)?.State ?? throw new InvalidDataException("The whole state is not a valid snapshot."));
        }
        if (replay is null) throw new InvalidDataException("There is no whole state.");
        if (references.Count > 0) replay.Replace(references.Replace);
        return replay.ToState();
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private readonly record struct RecordPart(int Number, int Base, int Start, int Length, int Size)
    {
        public int PayloadStart => Start + Length - 1 - Size;
    }
}
