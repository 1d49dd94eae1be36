using System.Collections.Concurrent;
using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>Keeps large values, each once, in a file that is named by the SHA-256 of its text.</summary>
/// <param name="folder">The folder; it is made when a value comes.</param>
internal sealed class ValueFolder(string folder)
{
    // What this process has seen to be whole and flushed.
    private readonly ConcurrentDictionary<string, bool> _safe = new(StringComparer.Ordinal);

    public string Path { get; } = folder;

    /// <summary>Keeps a value; when it returns, the value is on the disk.</summary>
    /// <param name="value">The value.</param>
    /// <param name="written">How many bytes it wrote: none where the value was there.</param>
    /// <returns>The SHA-256, in lower-case hexadecimal.</returns>
    public string Keep(JsonSlice value, out long written)
    {
        written = 0;
        var hash = HashText.Of(value.Span);
        var path = PathOf(hash);
        if (File.Exists(path))
        {
            if (_safe.ContainsKey(hash)) return hash;
            if (HashText.Of(File.ReadAllBytes(path)) == hash)
            {
                // Another process wrote it, and may not have come to flush the folder.
                AtomicFile.FlushFolder(Path);
                _safe[hash] = true;
                return hash;
            }
        }
        else if (!Directory.Exists(Path))
        {
            Directory.CreateDirectory(Path);
            AtomicFile.FlushFolder(System.IO.Path.GetDirectoryName(Path)!);
        }
        AtomicFile.Write(path, stream => stream.Write(value.Span));
        _safe[hash] = true;
        written = value.Length;
        return hash;
    }

    /// <summary>Reads a value, and checks it.</summary>
    /// <param name="hash">Its SHA-256.</param>
    /// <returns>Its compact text.</returns>
    /// <exception cref="InvalidDataException">It is gone or damaged.</exception>
    public byte[] Read(string hash)
    {
        var path = PathOf(hash);
        if (!File.Exists(path)) throw new InvalidDataException($"The value '{path}', which it needs, is gone.");
        var utf8 = File.ReadAllBytes(path);
        if (HashText.Of(utf8) != hash) throw new InvalidDataException($"The value '{path}', which it needs, is damaged: its SHA-256 is another.");
        try
        {
            return JsonValue.FromUtf8(utf8).Utf8.ToArray();
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"The value '{path}', which it needs, is no JSON.", failure);
        }
    }

    /// <summary>No longer takes it for granted that a value is there.</summary>
    /// <param name="hash">Its SHA-256.</param>
    public void Forget(string hash) => _safe.TryRemove(hash, out _);

    private string PathOf(string hash) => System.IO.Path.Combine(Path, hash + ".json");
}
