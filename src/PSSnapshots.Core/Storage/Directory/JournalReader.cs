using System.Security.Cryptography;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>Reads a journal up to a place, and replays it to the state that was there.</summary>
internal static class JournalReader
{
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
        var standIns = new StandIns(values);
        standIns.TakeLines(first, from: 0);
        StateReplay replay;
        try
        {
            replay = new StateReplay(SnapshotReader.Read(first).State);
        }
        catch (SnapshotFormatException failure)
        {
            throw new InvalidDataException($"The journal '{path}', which it needs, does not begin with a state: {failure.Message}", failure);
        }
        if (changes.Length > 2)
        {
            standIns.TakeLines(changes, from: 1);
            MakeArray(changes);
            if (!System.Text.Unicode.Utf8.IsValid(changes)) throw new InvalidDataException($"The journal '{path}', which it needs, is no UTF-8.");
            new DeltaParser(changes, replay).Read();
        }
        if (standIns.Count > 0) replay.Replace(standIns.Replace);
        return replay.ToState();
    }

    /// <summary>The bytes of the first record, and those of the changes with a byte of room before them.</summary>
    private static (byte[] First, byte[] Changes) ReadBytes(string path, JournalPlace place)
    {
        var first = GC.AllocateUninitializedArray<byte>((int)place.Start);
        var changes = GC.AllocateUninitializedArray<byte>((int)(place.End - place.Start) + 1);
        changes[0] = (byte)'[';
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan))
        {
            if (stream.Length < place.End)
                throw new InvalidDataException($"The journal '{path}', which it needs, was cut: it has {stream.Length} bytes of {place.End}.");
            stream.ReadExactly(first);
            stream.ReadExactly(changes.AsSpan(1));
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(first);
        hash.AppendData(changes, 1, changes.Length - 1);
        if (HashText.Spell(hash.GetHashAndReset()) != place.Hash)
            throw new InvalidDataException($"The journal '{path}', which it needs, is damaged: the SHA-256 of its first {place.End} bytes is another.");
        return (first, changes);
    }

    /// <summary>Makes one array of all records: a comma stands where a line ended, and a bracket where the last did.</summary>
    private static void MakeArray(byte[] lines)
    {
        var at = 1;
        while (lines.AsSpan(at).IndexOf((byte)'\n') is >= 0 and var length)
        {
            at += length;
            lines[at++] = (byte)',';
        }
        lines[^1] = (byte)']';
    }
}
