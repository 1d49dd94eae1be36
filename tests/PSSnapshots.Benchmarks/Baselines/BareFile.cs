namespace PSSnapshots.Benchmarks.Baselines;

/// <summary>The least that makes a file outlive a loss of power: written, flushed, renamed.</summary>
internal static class BareFile
{
    private static int _number;

    /// <summary>Writes a new file.</summary>
    public static void Write(string folder, byte[] bytes)
    {
        string path = Path.Combine(folder, $"bare-{_number++}");
        using (FileStream stream = new(path + ".tmp", FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path);
    }
}
