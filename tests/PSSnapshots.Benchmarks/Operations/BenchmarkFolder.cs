namespace PSSnapshots.Benchmarks.Operations;

/// <summary>A folder for a benchmark, which is deleted when it is disposed.</summary>
internal sealed class BenchmarkFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    private BenchmarkFolder(string path) => Path = path;

    /// <summary>The path of the folder.</summary>
    public string Path { get; }

    /// <summary>Creates a folder for temporary files on disk.</summary>
    public static BenchmarkFolder OnDisk() => new(Directory.CreateTempSubdirectory("pssnapshots-").FullName);

    /// <summary>Creates a folder in memory, if the system has an in-memory file system.</summary>
    public static BenchmarkFolder InMemory() => Directory.Exists(Memory)
        ? new(Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"pssnapshots-{Guid.NewGuid():N}")).FullName)
        : OnDisk();

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
