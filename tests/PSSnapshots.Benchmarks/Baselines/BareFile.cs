namespace PSSnapshots.Benchmarks.Baselines;

/// <summary>The least that makes bytes outlive a loss of power: appended to a file that is open, and flushed.</summary>
internal static class BareFile
{
    /// <summary>Creates the file.</summary>
    public static FileStream OpenToAppend(string folder) =>
        new(Path.Combine(folder, "bare"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    /// <summary>Appends bytes.</summary>
    public static void Append(FileStream file, byte[] bytes)
    {
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
