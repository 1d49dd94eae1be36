namespace PSSnapshots.Benchmarks.Operations;

/// <summary>A folder of a benchmark's own, removed after it.</summary>
internal sealed class BenchmarkFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    private BenchmarkFolder(string path) => Path = path;

    /// <summary>The folder's path.</summary>
    public string Path { get; }

    /// <summary>A folder where temporary files are.</summary>
    public static BenchmarkFolder OnDisk() => new(Directory.CreateTempSubdirectory("pssnapshots-").FullName);

    /// <summary>A folder in memory, where the system has a place for that.</summary>
    public static BenchmarkFolder InMemory() => Directory.Exists(Memory)
        ? new(Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"pssnapshots-{Guid.NewGuid():N}")).FullName)
        : OnDisk();

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
