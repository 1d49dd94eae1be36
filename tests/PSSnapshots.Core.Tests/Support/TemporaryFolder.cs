namespace PSSnapshots.Core.Tests.Support;

/// <summary>
/// A folder of a test's own, removed after it: in memory where the system has a place for that, since a flush to a
/// busy disk takes long and tells a test nothing.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string InMemory = "/dev/shm";

    public string Path { get; } = Directory.Exists(InMemory)
        ? Directory.CreateDirectory(System.IO.Path.Combine(InMemory, $"pssnapshots-{Guid.NewGuid():N}")).FullName
        : Directory.CreateTempSubdirectory("pssnapshots-").FullName;

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
