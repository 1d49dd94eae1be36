using System.Runtime.Versioning;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Kill;

/// <summary>Processes that are killed while they export.</summary>
public sealed class ExportKillTests : EngineTest
{
    private const int Kills = 8;

    private const string WriteAndWait = """
        param([string] $Path)
        Import-Module Snapshots
        [PSSnapshots.Storage.DocumentFile]::Write($Path, [Action[IO.Stream]] {
            param($stream)
            $stream.Write([byte[]]::new(100000))
            $stream.Flush()
            [Console]::WriteLine('writing')
            $null = [Console]::ReadLine()
            $stream.Write([byte[]]::new(100000))
        })
        """;

    private const string ExportForEver = """
        param([string] $Folder)
        $run = New-WorkflowRun w export
        foreach ($number in 1..200) { Set-WorkflowRun $run -StepId "s$number" -Output ('x' * 5000) }
        $snapshot = New-RunSnapshot $run
        while ($true) {
            $snapshot | Export-RunSnapshot ([IO.Path]::Combine($Folder, 'a.json'))
            $snapshot | Export-RunSnapshot ([IO.Path]::Combine($Folder, 'a.json.gz'))
            [Console]::WriteLine('exported')
        }
        """;

    private readonly Random _random = new(20_261_127);

    private string[] TemporaryFiles => Directory.GetFiles(Engine.WorkingDirectory, ".*.tmp");

    [Theory]
    [InlineData("a.json")]
    [InlineData("a.json.gz")]
    public async Task A_killed_export_leaves_one_temporary_file_that_the_next_export_removes(string name)
    {
        File.WriteAllText(PathOf(name), "old");
        for (int count = 0; count < 3; count++)
        {
            using ShellProcess process = Start(WriteAndWait, PathOf(name));
            Assert.Equal("writing", await process.Output.ReadLineAsync(TestContext.Current.CancellationToken));
            process.Kill();

            string left = Assert.Single(TemporaryFiles);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(left));
            Assert.Equal("old", await File.ReadAllTextAsync(PathOf(name), TestContext.Current.CancellationToken));
        }

        InvokeWithoutOutput($"New-WorkflowRun w $id | New-RunSnapshot | Export-RunSnapshot {name}");

        Assert.Empty(TemporaryFiles);
        Assert.Equal([true], Engine.Invoke($"Test-RunSnapshot -Path {name}").Select(result => result.BaseObject));
    }

    [Fact]
    public async Task An_export_does_not_remove_the_temporary_file_of_a_running_export()
    {
        using ShellProcess process = Start(WriteAndWait, PathOf("a.json"));
        Assert.Equal("writing", await process.Output.ReadLineAsync(TestContext.Current.CancellationToken));

        InvokeWithoutOutput("New-WorkflowRun w $id | New-RunSnapshot | Export-RunSnapshot a.json");
        Assert.Single(TemporaryFiles);
        await process.SendLineAsync("");
        ShellResult result = await process.WaitAsync();

        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        Assert.Equal(200_000, new FileInfo(PathOf("a.json")).Length);
        Assert.Empty(TemporaryFiles);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_kill_at_any_moment_leaves_complete_files_that_only_the_owner_can_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        for (int count = 0; count < Kills; count++)
        {
            using ShellProcess process = Start(ExportForEver, Engine.WorkingDirectory);
            for (int exports = _random.Next(1, 4); exports > 0; exports--)
                Assert.Equal("exported", await process.Output.ReadLineAsync(TestContext.Current.CancellationToken));
            await Task.Delay(_random.Next(0, 15), TestContext.Current.CancellationToken);
            process.Kill();

            Assert.InRange(TemporaryFiles.Length, 0, 2);
            Assert.Equal(["True", "True"], InvokeAsText("Test-RunSnapshot -Path a.json, a.json.gz"));
            Assert.All(Files().Where(file => file != "script.ps1"), file =>
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf(file))));
        }

        InvokeWithoutOutput("$snapshot = New-WorkflowRun w $id | New-RunSnapshot; $snapshot | Export-RunSnapshot a.json; $snapshot | Export-RunSnapshot a.json.gz");
        Assert.Empty(TemporaryFiles);
    }

    private ShellProcess Start(string script, string argument)
    {
        File.WriteAllText(PathOf("script.ps1"), script);
        return ShellProcess.Start([PathOf("script.ps1"), argument]);
    }
}
