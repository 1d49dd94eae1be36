using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// Writes one journal: a file whose first record is a whole state, as an export has it, and whose others are what
/// became of it since, a line each, with a comma before it. One that goes on from a state that was read has the latter
/// alone. Only its maker writes to it; another process, or the same one after a failure, begins another journal.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    // A journal this much larger than its state is not worth the time to read it.
    private const long MaxOutdated = 64 * 1024;
    private const long MaxLength = 1L << 30;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string _path;
    private readonly ValueFolder _values;
    private readonly IReadOnlyList<JournalPiece> _before;
    private readonly long _lengthBefore;
    private long _start;
    private long _end;
    private long _outdated;
    private RunState _last;

    private JournalWriter(string folder, string runName, ValueFolder values, RunState last, JournalPlace? before)
    {
        _path = Path.Combine(folder, StoreFileName.OfNewJournal(runName));
        _values = values;
        _last = last;
        _before = before?.Pieces ?? [];
        _lengthBefore = before?.Length ?? 0;
        _outdated = before?.Outdated ?? 0;
    }

    /// <summary>Begins a journal with a whole state; when it returns, the journal is on the disk.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="runName">The run's name in file names.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="values">What keeps large values.</param>
    /// <param name="place">Where the snapshot's state is.</param>
    /// <returns>The journal.</returns>
    public static JournalWriter Begin(string folder, string runName, Snapshot snapshot, ValueFolder values, out JournalPlace place)
    {
        var writer = new JournalWriter(folder, runName, values, snapshot.State, before: null);
        try
        {
            using var record = new Utf8Output();
            SnapshotWriter.Write(snapshot, record);
            (var added, writer._start) = writer.Write(record, FileMode.CreateNew);
            AtomicFile.FlushFolder(folder);
            place = writer.PlaceOfLast(added);
            return writer;
        }
        catch
        {
            writer.Dispose();
            File.Delete(writer._path);
            throw;
        }
    }

    /// <summary>Begins a journal that goes on from a state that was read; its file is made with the first change.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="runName">The run's name in file names.</param>
    /// <param name="state">The state.</param>
    /// <param name="place">Where it was read.</param>
    /// <param name="values">What keeps large values.</param>
    /// <returns>The journal.</returns>
    public static JournalWriter Continue(string folder, string runName, RunState state, JournalPlace place, ValueFolder values) =>
        new(folder, runName, values, state, place);

    /// <summary>Adds a snapshot of a state that grew from the last one; when it returns, it is on the disk.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="place">Where the snapshot's state is.</param>
    /// <returns>False, and nothing is written, where another journal must be begun.</returns>
    public bool TryAppend(Snapshot snapshot, [NotNullWhen(true)] out JournalPlace? place)
    {
        place = null;
        var isNew = _end == 0;
        if (!isNew && (new FileInfo(_path) is not { Exists: true, Length: var length } || length != _end)) return false;
        using var record = new Utf8Output();
        if (!StateDelta.TryWrite(_last, snapshot.State, record, out var outdated)) return false;
        // A rewrite costs the state's size, and comes when as much was written in vain: per change its cost stays the same.
        var all = _lengthBefore + _end;
        if (_outdated + outdated > MaxOutdated + ((all - _outdated) / 2) || all + record.Written.Length > MaxLength) return false;
        var (added, _) = Write(record, isNew ? FileMode.CreateNew : FileMode.Open);
        if (isNew) AtomicFile.FlushFolder(Path.GetDirectoryName(_path)!);
        _outdated += outdated;
        _last = snapshot.State;
        place = PlaceOfLast(added);
        return true;
    }

    public void Dispose() => _hash.Dispose();

    /// <summary>Writes a record as a line, the values first that are kept apart.</summary>
    /// <returns>How many bytes were written, and how long the record's line is.</returns>
    private (long Added, long Line) Write(Utf8Output record, FileMode mode)
    {
        var json = JsonSlice.Of(record.Written);
        var large = LargeValues.Find(json);
        using var lines = new Utf8Output();
        // All but the first begin with a comma: between brackets, a journal is a JSON array.
        if (mode == FileMode.Open || _before.Count > 0) lines.Append((byte)',');
        long kept = 0;
        if (large.Count > 0)
        {
            StandIn.WriteRecord(json, large, Keep, lines);
        }
        else
        {
            lines.Append(json.Span);
            lines.Append((byte)'\n');
        }
        Write(lines.Written, mode);
        return (kept + lines.Written.Length, lines.Written.IndexOf((byte)'\n') + 1);

        string Keep(JsonSlice value)
        {
            var hash = _values.Keep(value, out var written);
            kept += written;
            return hash;
        }
    }

    private void Write(ReadOnlySpan<byte> lines, FileMode mode)
    {
        using (var stream = new FileStream(_path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            if (stream.Length != _end) throw new IOException($"The journal '{_path}' was changed by another program.");
            stream.Position = _end;
            stream.Write(lines);
            stream.Flush(flushToDisk: true);
        }
        _hash.AppendData(lines);
        _end += lines.Length;
    }

    private JournalPlace PlaceOfLast(long added) =>
        new([.. _before, new JournalPiece(Path.GetFileName(_path), _start, _end, HashText.Spell(_hash.GetCurrentHash()))], added, _outdated);
}
