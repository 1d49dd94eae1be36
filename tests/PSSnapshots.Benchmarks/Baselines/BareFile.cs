namespace PSSnapshots.Benchmarks.Baselines;

/// <summary>The lower limit for a durable write: appends bytes to an open file, and flushes it.</summary>
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
