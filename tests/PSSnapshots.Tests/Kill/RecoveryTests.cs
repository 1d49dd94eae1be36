using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Kill;

/// <summary>The example PatchWeb is killed and run again, as the README tells; and two that resume one run at once.</summary>
public sealed class RecoveryTests : ShellTest
{
    private static readonly string Example = Path.Combine(RepositoryPaths.StagedModule, "examples", "PatchWeb.ps1");

    private string[] Journal() => Directory.Exists(Path.Combine(Folder, "patch-web", "journal"))
        ? [.. Directory.EnumerateFiles(Path.Combine(Folder, "patch-web", "journal")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    [Fact]
    public async Task AKilledProcessIsFollowedByOneThatGoesOn()
    {
        using (ShellProcess first = ShellProcess.Start([Example], Folder))
        {
            Eventually.True(() => Journal().Any(entry => entry.EndsWith(" reboot web4", StringComparison.Ordinal)), "the last server is rebooted");
            first.Kill();
        }
        string[] before = Journal();
        ShellResult second = await RunAsync(Example);
        ShellResult third = await RunAsync(Example, "-Answer", "yes");

        Assert.Equal(("", 0, "", 0), (second.Error, second.ExitCode, third.Error, third.ExitCode));
        Assert.Contains("Step approve asks: All servers are up. Open them for users?", second.Lines);
        Assert.Contains("Result: 4 servers serve kernel 6.12", third.Lines);
        string[] again = [.. Journal().Skip(before.Length).Select(entry => entry.Split(' ', 3)[2])];
        Assert.Empty(again.Intersect(["drain", "backup", "notify", "patch"]));
        // Two servers at a time: no more than these were at work when the process died.
        Assert.InRange(again.Count(step => step.StartsWith("reboot", StringComparison.Ordinal)), 0, 2);
        Assert.Equal(["verify", "approve", "approve", "open"], again.Where(step => !step.StartsWith("reboot", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OfTwoProcessesThatResumeARunAtOnceExactlyOneDoes()
    {
        WriteScript("w.ps1", "Step a { Suspend-WorkflowRun }; Step b { }".Replace("{ Suspend-WorkflowRun }", "{ if ($null -eq $ResumeData) { Suspend-WorkflowRun } }", StringComparison.Ordinal)
            + "\nStep c { [IO.File]::AppendAllText([IO.Path]::Combine($Run.Input, 'ran.txt'), \"$PID`n\"); while (-not [IO.File]::Exists([IO.Path]::Combine($Run.Input, 'go'))) { [Threading.Thread]::Sleep(5) } }");
        WriteScript("start.ps1", "New-WorkflowRun w two -InputData $PWD.ProviderPath -DefinitionPath ./w.ps1 | Start-WorkflowRun -Checkpoint ./state | ForEach-Object ToString");
        WriteScript("resume.ps1", """
            try { (Resume-WorkflowRun -RunId two -Checkpoint ./state -DefinitionPath ./w.ps1 -ResumeData yes -ErrorAction Stop).Status }
            catch { $_.FullyQualifiedErrorId; [IO.File]::WriteAllText([IO.Path]::Combine($PWD.ProviderPath, 'go'), '') }
            """);
        Assert.Equal(["two (Suspended)"], (await RunAsync("start.ps1")).Lines);

        // Whoever is refused lets the other one's last step go.
        ShellResult[] results = await Task.WhenAll(RunAsync("resume.ps1"), RunAsync("resume.ps1"));

        Assert.Equal(["Completed", "RunLocked,PSSnapshots.Commands.ResumeWorkflowRunCommand"], results.Select(result => result.Output.Trim()).Order(StringComparer.Ordinal));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(Folder, "ran.txt"), TestContext.Current.CancellationToken));
    }
}
