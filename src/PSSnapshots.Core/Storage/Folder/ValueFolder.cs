using System.Collections.Concurrent;
using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>Stores each large value once, in a file that is named after the SHA-256 of its text.</summary>
/// <param name="files">Opens the files.</param>
/// <param name="folder">The folder. It is created with the first value.</param>
internal sealed class ValueFolder(StoreFiles files, string folder)
{
    // A file of a value's name may be what a kill left of it. It stays, and the value gets another name.
    private const int MaxCopies = 10;

    private readonly ConcurrentDictionary<string, bool> _safe = new(StringComparer.Ordinal);

    /// <summary>Keeps a value. When this returns, the value is on the disk.</summary>
    /// <param name="value">The value.</param>
    /// <param name="written">Gets the number of bytes written: 0 if the value was there.</param>
    /// <returns>The SHA-256, in lower-case hexadecimal.</returns>
    public string Keep(JsonSlice value, out long written)
    {
        written = 0;
        var hash = HashText.Of(value.Span);
        if (_safe.ContainsKey(hash) && StoreFiles.Exists(PathOf(hash, 0))) return hash;
        RequireFolder();
        StoreFiles.CreateFolder(folder);
        for (var copy = 0; copy < MaxCopies; copy++)
        {
            var path = PathOf(hash, copy);
            using (var created = files.TryCreate(path))
            {
                if (created is not null)
                {
                    WriteOrDelete(created, path, value.Span);
                    written = value.Length;
                }
            }
            if (!IsSound(path, hash)) continue;
            if (written == 0)
            {
                // Another process wrote it, and may not have flushed it yet.
                using var file = files.Open(path, FileAccess.Write);
                file?.FlushToDisk();
            }
            StoreFiles.FlushFolder(folder);
            if (copy == 0) _safe[hash] = true;
            return hash;
        }
        throw new IOException($"The value '{PathOf(hash, 0)}' cannot be written: all names for it are taken.");
    }

    /// <summary>Reads a value and checks it.</summary>
    /// <param name="hash">Its SHA-256.</param>
    /// <returns>Its compact text.</returns>
    /// <exception cref="InvalidDataException">It is gone or damaged.</exception>
    public byte[] Read(string hash)
    {
        RequireFolder();
        var isThere = false;
        for (var copy = 0; copy < MaxCopies; copy++)
        {
            if (files.ReadAll(PathOf(hash, copy)) is not { } utf8) continue;
            isThere = true;
            if (HashText.Of(utf8) != hash) continue;
            try
            {
                return JsonValue.FromUtf8(utf8).Utf8.ToArray();
            }
            catch (JsonException failure)
            {
                throw new InvalidDataException($"The value '{PathOf(hash, copy)}', which it needs, is not JSON.", failure);
            }
        }
        throw new InvalidDataException($"The value '{PathOf(hash, 0)}', which it needs, is {(isThere ? "damaged: its SHA-256 does not match" : "gone")}.");
    }

    /// <summary>Removes the values that nothing refers to. No value must be added at the same time.</summary>
    /// <param name="used">The SHA-256 of the others.</param>
    /// <returns>The number of bytes freed.</returns>
    public long RemoveUnused(HashSet<string> used)
    {
        long freed = 0;
        if (StoreFiles.IsLink(folder)) return 0;
        foreach (var copies in StoreFiles.Names(folder, "*").Where(StoreFileName.IsValue).GroupBy(name => name[..64]).ToList())
        {
            var paths = copies.OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal).Select(name => Path.Combine(folder, name)).Where(path => !StoreFiles.IsLink(path)).ToList();
            // Of several files of one value the first that is sound is needed; if none is, it may be mended.
            var needed = !used.Contains(copies.Key) ? null : paths.Count == 1 ? paths[0] : paths.Find(path => IsSound(path, copies.Key)) ?? "";
            if (needed == "") continue;
            _safe.TryRemove(copies.Key, out _);
            foreach (var path in paths.Where(path => path != needed))
            {
                var length = new FileInfo(path).Length;
                if (files.TryDelete(path)) freed += length;
            }
        }
        return freed;
    }

    private bool IsSound(string path, string hash)
    {
        try
        {
            return files.ReadAll(path) is { } utf8 && HashText.Of(utf8) == hash;
        }
        catch (InvalidDataException)
        {
            // A link or the like has the name.
            return false;
        }
    }

    private void WriteOrDelete(StoreHandle file, string path, ReadOnlySpan<byte> value)
    {
        try
        {
            file.Write(value, 0);
            file.FlushToDisk();
        }
        catch (IOException)
        {
            files.TryDelete(path);
            throw;
        }
    }

    private void RequireFolder()
    {
        if (StoreFiles.IsLink(folder)) throw new InvalidDataException($"'{folder}' is a link. A store does not follow links.");
    }

    private string PathOf(string hash, int copy) => Path.Combine(folder, copy == 0 ? hash + ".json" : $"{hash}-{copy}.json");
}
