namespace PSSnapshots.Tests.Support;

/// <summary>A temporary folder that is deleted with its contents when it is disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("snapshots-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
