using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// Reads the runs that version 0.1 saved: a file for each snapshot, and journals that it names. A run is converted when
/// something is saved for it.
/// </summary>
/// <param name="folder">The store's folder.</param>
internal sealed partial class Version1Folder(StoreFolder folder)
{
    private const string CheckpointEnd = ".checkpoint.json";

    // The journal that was read last.
    private string? _journal;
    private byte[] _bytes = [];
    private IncrementalHash? _hash;
    private int _hashed;

    private static ReadOnlySpan<byte> ValuesStart => ",{\"values\":{"u8;

    /// <summary>Returns whether a name is that of a checkpoint.</summary>
    public static bool IsCheckpoint(string fileName, out string runName)
    {
        var match = CheckpointName().Match(fileName);
        runName = match.Groups["run"].Value;
        return match.Success;
    }

    /// <summary>Returns whether a name is that of another file of version 0.1.</summary>
    public static bool IsOther(string fileName) => IsJournal(fileName) || OwnerName().IsMatch(fileName);

    /// <summary>Returns whether a name is that of a journal, and not a path to somewhere else.</summary>
    public static bool IsJournal(string fileName) => JournalName().IsMatch(fileName);

    /// <summary>Reads the checkpoints of a run, by number.</summary>
    /// <param name="runName">The run's name in file names.</param>
    /// <param name="onProblem">Receives what is damaged.</param>
    public List<Version1Checkpoint> Read(string runName, Action<StoreProblem>? onProblem)
    {
        var found = new List<Version1Checkpoint>();
        foreach (var name in StoreFiles.Names(folder.Location, $"{runName}.*{CheckpointEnd}"))
        {
            if (CheckpointName().Match(name) is not { Success: true } match || match.Groups["run"].Value != runName) continue;
            var path = folder.PathOf(name);
            var number = int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : 0;
            try
            {
                if (folder.Files.ReadAll(path) is not { } utf8) continue;
                var checkpoint = Version1Checkpoint.Read(utf8);
                if (checkpoint.Number != number || StoreFileName.OfRun(checkpoint.Record.Head.RunId) != runName)
                    throw new InvalidDataException($"It is snapshot {checkpoint.Record.Head.RunId} #{checkpoint.Number}, which is not what its name says.");
                found.Add(checkpoint);
            }
            catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                onProblem?.Invoke(new StoreProblem(path, failure.Message) { Sequence = number });
            }
        }
        found.Sort((one, other) => one.Number.CompareTo(other.Number));
        return found;
    }

    /// <summary>What a store says of a checkpoint.</summary>
    public StoredSnapshot ToStored(string runName, Version1Checkpoint checkpoint) => checkpoint.Record.ToStored(PathOf(runName, checkpoint.Number), checkpoint.Length);

    /// <summary>The path of a checkpoint's file.</summary>
    private string PathOf(string runName, int number) => folder.PathOf(string.Create(CultureInfo.InvariantCulture, $"{runName}.{number:D8}{CheckpointEnd}"));

    /// <summary>Reads the state of a checkpoint.</summary>
    /// <exception cref="InvalidDataException">A journal or a value that it needs is gone or damaged.</exception>
    public RunState ReadState(Version1Checkpoint checkpoint)
    {
        var buffer = new byte[checkpoint.Pieces.Sum(piece => piece.End)];
        var parts = new List<(int Start, int Length)>();
        var references = new ValueReferences(folder.Values, buffer);
        var at = 0;
        foreach (var piece in checkpoint.Pieces)
        {
            ReadPiece(piece).CopyTo(buffer.AsMemory(at));
            foreach (var record in RecordsOf(buffer, at, at + piece.End, isFirst: at == 0))
            {
                parts.Add((record.Start, record.Length));
                references.Add(record.Start, record.Values);
            }
            at += piece.End;
        }
        return JournalReader.Replay(buffer, parts, references);
    }

    /// <summary>The last record of a checkpoint, if all before it is exactly what another checkpoint has.</summary>
    /// <returns>The changes with their references to values, or <see langword="null"/>.</returns>
    public (byte[] Changes, IReadOnlyList<(int Offset, string Hash)> Values)? ChangesSince(Version1Checkpoint earlier, Version1Checkpoint later)
    {
        var isSame = later.Pieces.Count == earlier.Pieces.Count;
        if (!isSame && later.Pieces.Count != earlier.Pieces.Count + 1) return null;
        var last = later.Pieces[^1];
        var before = isSame ? earlier.Pieces[^1] : null;
        if (!later.Pieces.SkipLast(1).SequenceEqual(isSame ? earlier.Pieces.SkipLast(1) : earlier.Pieces) || (before is not null && before.Journal != last.Journal)) return null;
        var bytes = ReadPiece(last).Span;
        var records = RecordsOf(bytes, before?.End ?? 0, last.End, isFirst: false);
        return records is [var only] ? (bytes.Slice(only.Start, only.Length).ToArray(), only.Values) : null;
    }

    /// <summary>Deletes the files of checkpoints that were converted, and of the journals if no other needs them.</summary>
    public void Delete(string runName, IReadOnlyList<Version1Checkpoint> converted, bool isAll)
    {
        foreach (var checkpoint in converted) folder.Files.TryDelete(PathOf(runName, checkpoint.Number));
        if (!isAll) return;
        foreach (var name in StoreFiles.Names(folder.Location, runName + ".*.journal").Where(IsJournal).ToList())
            if (name.StartsWith(runName + ".", StringComparison.Ordinal)) folder.Files.TryDelete(folder.PathOf(name));
        folder.Files.TryDelete(folder.PathOf(runName + ".owner.json"));
    }

    /// <summary>Reads a journal up to a place, and checks it. From one checkpoint to the next only what is new is hashed.</summary>
    private ReadOnlyMemory<byte> ReadPiece(Version1Piece piece)
    {
        var path = folder.PathOf(piece.Journal);
        if (_journal != piece.Journal || piece.End < _hashed)
        {
            using var file = folder.Files.Open(path, FileAccess.Read) ?? throw new InvalidDataException($"The journal '{path}', which it needs, is gone.");
            (_journal, _bytes, _hash, _hashed) = (piece.Journal, file.ReadAll(), IncrementalHash.CreateHash(HashAlgorithmName.SHA256), 0);
        }
        if (piece.End > _bytes.Length) throw new InvalidDataException($"The journal '{path}', which it needs, was cut: it has {_bytes.Length} bytes of {piece.End}.");
        _hash!.AppendData(_bytes, _hashed, piece.End - _hashed);
        _hashed = piece.End;
        if (HashText.Spell(_hash.GetCurrentHash()) == piece.Hash) return _bytes.AsMemory(0, piece.End);
        _journal = null;
        throw new InvalidDataException($"The journal '{path}', which it needs, is damaged: the SHA-256 of its first {piece.End} bytes does not match.");
    }

    /// <summary>The records between two places: each a line, which begins with a comma unless it is the first, and perhaps a line of the values in it.</summary>
    private static List<(int Start, int Length, IReadOnlyList<(int Offset, string Hash)> Values)> RecordsOf(ReadOnlySpan<byte> buffer, int start, int end, bool isFirst)
    {
        var records = new List<(int Start, int Length, IReadOnlyList<(int Offset, string Hash)> Values)>();
        for (var at = start; at < end; isFirst = false)
        {
            var length = buffer[at..end].IndexOf((byte)'\n');
            if (length < 0) length = end - at;
            var line = buffer.Slice(at, length);
            if (line.StartsWith(ValuesStart) && records.Count > 0)
                records[^1] = records[^1] with { Values = SnapshotRecord.ReadValues(JournalLine.Parse(line[1..]).Value("values"u8)!) };
            else
                records.Add(isFirst ? (at, length, []) : (at + 1, length - 1, []));
            at += length + 1;
        }
        return records;
    }

    [GeneratedRegex(@"\A(?<run>[a-z0-9_~-]+)\.(?<number>[0-9]{8,10})\.checkpoint\.json\z", RegexOptions.ExplicitCapture)]
    private static partial Regex CheckpointName();

    [GeneratedRegex(@"\A[a-z0-9_~-]+\.[0-9a-f]{32}\.journal\z")]
    private static partial Regex JournalName();

    [GeneratedRegex(@"\A[a-z0-9_~-]+\.owner\.json\z")]
    private static partial Regex OwnerName();
}
