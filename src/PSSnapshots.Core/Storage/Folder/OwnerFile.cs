namespace PSSnapshots.Storage;

/// <summary>The ownership file of a run, open. Its content is parsed only if another process has written it.</summary>
/// <param name="file">The file.</param>
internal sealed class OwnerFile(StoreHandle file) : IDisposable
{
    private readonly byte[] _known = new byte[OwnerRecord.EmptyFile.Length];
    private readonly byte[] _read = new byte[OwnerRecord.EmptyFile.Length];
    private OwnerRecord? _record;

    /// <summary>Gives both slots their place, so that no later write needs room on the disk.</summary>
    public void Initialize() => file.Write(OwnerRecord.EmptyFile, 0);

    /// <summary>Returns whether a path leads to the file.</summary>
    public bool IsAt(string path) => file.IsAt(path);

    /// <summary>Reads the record; <see langword="null"/> if there is none, or it is damaged.</summary>
    public OwnerRecord? Read()
    {
        var length = file.Read(_read, 0);
        if (_record is not null && length == _read.Length && _read.AsSpan().SequenceEqual(_known)) return _record;
        _read.CopyTo(_known, 0);
        return _record = OwnerRecord.Read(_read.AsSpan(0, length));
    }

    /// <summary>Writes a record into the older slot.</summary>
    /// <param name="record">The record.</param>
    /// <param name="flush">Whether it must be on the disk when this returns.</param>
    /// <returns>The record as it is now: with the next version.</returns>
    public OwnerRecord Write(OwnerRecord record, bool flush)
    {
        var next = record with { Version = record.Version + 1 };
        var (start, slot) = next.ToSlot();
        file.Write(slot, start);
        if (flush) file.FlushToDisk();
        slot.CopyTo(_known, start);
        return _record = next;
    }

    public void Dispose() => file.Dispose();
}
