using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Examples;

/// <summary>Each example that ships with the module runs to its end, in the shell, in a folder that it never saw.</summary>
public sealed class ExampleTests : IDisposable
{
    private static readonly string Folder = Path.Combine(RepositoryPaths.StagedModule, "examples");

    private readonly string _emptyFolder = Directory.CreateTempSubdirectory("snapshots-example-").FullName;

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.ps1").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_emptyFolder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task TheExampleRunsToItsEndWithoutAnError(string name)
    {
        ShellResult result = await ShellProcess.RunAsync([Path.Combine(Folder, name)], workingDirectory: _emptyFolder);

        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        Assert.NotEqual("", result.Output.Trim());
    }

    [Theory]
    [InlineData("Quickstart.ps1")]
    [InlineData("Manual.ps1")]
    [InlineData("Automatic.ps1")]
    [InlineData("Comparison.ps1")]
    [InlineData("ErrorRecovery.ps1")]
    [InlineData("Persistence.ps1")]
    [InlineData("Batch.ps1")]
    public void EveryUseThatTheGuideShowsIsAnExample(string name) => Assert.True(File.Exists(Path.Combine(Folder, name)));
}
