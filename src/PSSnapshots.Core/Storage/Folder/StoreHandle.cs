using Microsoft.Win32.SafeHandles;

namespace PSSnapshots.Storage;

/// <summary>An open file of a store.</summary>
/// <param name="handle">The file.</param>
/// <param name="sharing">What closes it in the rules of a test.</param>
internal sealed class StoreHandle(SafeFileHandle handle, IDisposable? sharing) : IDisposable
{
    private const long ReadStep = 256 * 1024;

    // On Unix, which file it is.
    private UnixFileStatus? _status;

    /// <summary>The file's length in bytes.</summary>
    /// <exception cref="InvalidDataException">It is not a regular file.</exception>
    public long Length
    {
        get
        {
            try
            {
                return RandomAccess.GetLength(handle);
            }
            catch (NotSupportedException failure)
            {
                throw NotRegular(failure);
            }
        }
    }

    /// <summary>The file's length and the time of the last write, which show whether it was written to.</summary>
    public (long Length, DateTime Written) Stamp => (Length, File.GetLastWriteTimeUtc(handle));

    /// <summary>Reads a part of the file; less if the file ends before.</summary>
    public byte[] Read(long start, long end)
    {
        if (end - start > Array.MaxLength) throw new InvalidDataException($"More than {Array.MaxLength} bytes would have to be read at once.");
        var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Max(0, end - start));
        var read = Read(buffer, start);
        return read == buffer.Length ? buffer : buffer[..read];
    }

    /// <summary>Reads a part of the file into a buffer.</summary>
    /// <returns>How many bytes there are; less than the buffer's length if the file ends before.</returns>
    /// <exception cref="InvalidDataException">It is not a regular file.</exception>
    public int Read(Span<byte> buffer, long start)
    {
        try
        {
            var read = 0;
            while (read < buffer.Length && RandomAccess.Read(handle, buffer[read..], start + read) is > 0 and var count) read += count;
            return read;
        }
        catch (NotSupportedException failure)
        {
            throw NotRegular(failure);
        }
    }

    /// <summary>Reads all of the file.</summary>
    public byte[] ReadAll() => Read(0, Length);

    /// <summary>Reads the lines of the file from the last to the first.</summary>
    /// <param name="end">Where the file ends.</param>
    /// <exception cref="InvalidDataException">The file was cut meanwhile, or a line is too long.</exception>
    public IEnumerable<FileLine> LinesBackward(long end)
    {
        var size = ReadStep;
        while (end > 0)
        {
            var start = Math.Max(0, end - size);
            var buffer = Read(start, end);
            if (buffer.Length < end - start) throw new InvalidDataException("The file was cut while it was read.");
            var used = buffer.Length;
            while (used > 0)
            {
                var feed = used == 1 ? -1 : buffer.AsSpan(0, used - 1).LastIndexOf((byte)'\n');
                if (feed < 0 && start > 0) break;
                yield return FileLine.Of(buffer.AsMemory(feed + 1, used - feed - 1), start + feed + 1);
                used = feed + 1;
            }
            // A line that is longer than the step needs a longer step.
            size = used == buffer.Length ? size * 16L : ReadStep;
            end = start + used;
        }
    }

    /// <summary>Reads the lines of the file from the first to the last.</summary>
    /// <param name="start">Where a line begins.</param>
    /// <param name="end">Where the last line ends.</param>
    /// <exception cref="InvalidDataException">A line is too long.</exception>
    public IEnumerable<FileLine> LinesForward(long start, long end)
    {
        var size = ReadStep;
        while (start < end)
        {
            var buffer = Read(start, Math.Min(end, start + size));
            if (buffer.Length == 0) yield break;
            var isLast = start + buffer.Length >= end;
            var used = 0;
            while (used < buffer.Length)
            {
                var length = buffer.AsSpan(used).IndexOf((byte)'\n') + 1;
                if (length == 0 && !isLast) break;
                if (length == 0) length = buffer.Length - used;
                yield return FileLine.Of(buffer.AsMemory(used, length), start + used);
                used += length;
            }
            size = used == 0 ? size * 4L : ReadStep;
            start += used;
        }
    }

    /// <summary>Returns whether a path leads to this file, on Unix, where another process can have removed or replaced it.</summary>
    public bool IsAt(string path) => UnixFile.Status(path, follow: false) is { } found && found.IsSameFile(_status ??= UnixFile.Status(handle));

    /// <summary>Reacquires the lock that <see cref="Unlock"/> released.</summary>
    /// <returns>False if another process holds the lock.</returns>
    public bool TryLock() => UnixFile.TryLock(handle);

    /// <summary>Releases the lock of the file, and keeps the file open.</summary>
    public void Unlock() => UnixFile.Unlock(handle);

    public void Write(ReadOnlySpan<byte> bytes, long at) => RandomAccess.Write(handle, bytes, at);

    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    public void FlushToDisk() => RandomAccess.FlushToDisk(handle);

    public void Dispose()
    {
        handle.Dispose();
        sharing?.Dispose();
    }

    private static InvalidDataException NotRegular(Exception failure) => new("It is not a regular file.", failure);
}
