namespace PSSnapshots.Core.Tests.Support;

/// <summary>
/// A temporary folder for one test. It is in memory if the system supports that, because a flush to a busy disk is slow and
/// does not affect the result.
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
