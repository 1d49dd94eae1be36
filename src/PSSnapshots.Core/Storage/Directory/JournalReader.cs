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
    /// <exception cref="InvalidDataException">The journal, or a value, is gone or damaged; the message says which.</exception>
    public static RunState Read(string folder, JournalPlace place, ValueFolder values)
    {
        var path = Path.Combine(folder, place.Journal);
        if (!File.Exists(path)) throw new InvalidDataException($"The journal '{path}', which it needs, is gone.");
        var (first, changes) = ReadBytes(path, place);
        // The one takes about as long as the other.
        var hash = Task.Run(() => HashOf(first, changes));
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
        if (hash.GetAwaiter().GetResult() != place.Hash)
            throw new InvalidDataException($"The journal '{path}', which it needs, is damaged: the SHA-256 of its first {place.End} bytes is another.");
        return state ?? throw new InvalidDataException($"The journal '{path}', which it needs, cannot be read: {unreadable!.Message}", unreadable);
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
    private static (byte[] First, byte[] Changes) ReadBytes(string path, JournalPlace place)
    {
        var first = GC.AllocateUninitializedArray<byte>((int)place.Start);
        var changes = GC.AllocateUninitializedArray<byte>(ArrayStart.Length + (int)(place.End - place.Start) + 1);
        ArrayStart.CopyTo(changes);
        changes[^1] = (byte)']';
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        if (stream.Length < place.End)
            throw new InvalidDataException($"The journal '{path}', which it needs, was cut: it has {stream.Length} bytes of {place.End}.");
        stream.ReadExactly(first);
        stream.ReadExactly(changes.AsSpan(ArrayStart.Length..^1));
        return (first, changes);
    }

    private static string HashOf(byte[] first, byte[] changes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(first);
        hash.AppendData(changes.AsSpan(ArrayStart.Length..^1));
        return HashText.Spell(hash.GetHashAndReset());
    }
}
