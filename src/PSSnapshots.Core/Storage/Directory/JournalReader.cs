using System.Security.Cryptography;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>Reads a journal up to a place, and replays it to the state that was there.</summary>
internal static class JournalReader
{
    private static ReadOnlySpan<byte> ArrayStart => "[0"u8;

    /// <summary>Reads a state.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="place">Where the state is.</param>
    /// <param name="values">What keeps large values.</param>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidDataException">A journal, or a value, is gone or damaged; the message says which.</exception>
    public static RunState Read(string folder, JournalPlace place, ValueFolder values)
    {
        var (first, changes) = ReadBytes(folder, place);
        // The one takes about as long as the other.
        var check = Task.Run(() => FindDamaged(place, first, changes));
        RunState? state = null;
        Exception? unreadable = null;
        try
        {
            state = Replay(first, changes, values);
        }
        catch (Exception failure) when (failure is InvalidDataException or SnapshotFormatException)
        {
            unreadable = failure;
        }
        if (check.GetAwaiter().GetResult() is { } damaged)
            throw new InvalidDataException($"The journal '{PathOf(damaged)}', which it needs, is damaged: the SHA-256 of its first {damaged.End} bytes is another.");
        return state ?? throw new InvalidDataException($"The journal '{PathOf(place.Pieces[^1])}', which it needs, cannot be read: {unreadable!.Message}", unreadable);

        string PathOf(JournalPiece piece) => Path.Combine(folder, piece.Journal);
    }

    private static RunState Replay(byte[] first, byte[] changes, ValueFolder values)
    {
        var standIns = new StandIns(values);
        standIns.Find(first, changes, ArrayStart.Length);
        var replay = new StateReplay(SnapshotReader.Read(first).State);
        if (!System.Text.Unicode.Utf8.IsValid(changes)) throw new InvalidDataException("It is no UTF-8.");
        new DeltaParser(changes, replay).Read();
        if (standIns.Count > 0) replay.Replace(standIns.Replace);
        return replay.ToState();
    }

    /// <summary>The bytes of the first record, and those of the changes as an array, with an item before the first that means nothing.</summary>
    private static (byte[] First, byte[] Changes) ReadBytes(string folder, JournalPlace place)
    {
        var first = GC.AllocateUninitializedArray<byte>((int)place.Pieces[0].Start);
        var changes = GC.AllocateUninitializedArray<byte>(checked((int)(ArrayStart.Length + place.Length - first.Length + 1)));
        ArrayStart.CopyTo(changes);
        changes[^1] = (byte)']';
        var at = ArrayStart.Length;
        foreach (var piece in place.Pieces)
        {
            var path = Path.Combine(folder, piece.Journal);
            if (!File.Exists(path)) throw new InvalidDataException($"The journal '{path}', which it needs, is gone.");
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            if (stream.Length < piece.End)
                throw new InvalidDataException($"The journal '{path}', which it needs, was cut: it has {stream.Length} bytes of {piece.End}.");
            if (piece.Start > 0) stream.ReadExactly(first);
            var length = (int)(piece.End - piece.Start);
            stream.ReadExactly(changes.AsSpan(at, length));
            at += length;
        }
        return (first, changes);
    }

    /// <summary>The first piece whose bytes are not those that were written; none where all are.</summary>
    private static JournalPiece? FindDamaged(JournalPlace place, byte[] first, byte[] changes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var at = ArrayStart.Length;
        foreach (var piece in place.Pieces)
        {
            var length = (int)(piece.End - piece.Start);
            if (piece.Start > 0) hash.AppendData(first);
            hash.AppendData(changes, at, length);
            at += length;
            if (HashText.Spell(hash.GetHashAndReset()) != piece.Hash) return piece;
        }
        return null;
    }
}
