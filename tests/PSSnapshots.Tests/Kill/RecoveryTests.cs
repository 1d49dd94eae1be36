using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Kill;

/// <summary>Recovery after a kill, with the example PatchWeb as the README shows it, and two processes that resume the same run.</summary>
public sealed class RecoveryTests : ShellTest
{
    private static readonly string Example = Path.Combine(RepositoryPaths.StagedModule, "examples", "PatchWeb.ps1");

    private string[] Journal() => Directory.Exists(Path.Combine(Folder, "patch-web", "journal"))
        ? [.. Directory.EnumerateFiles(Path.Combine(Folder, "patch-web", "journal")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    [Fact]
    public async Task A_run_whose_process_was_killed_is_resumed_by_the_next_process()
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
        // The throttle limit is 2, so at most two servers were being restarted when the process was killed.
        Assert.InRange(again.Count(step => step.StartsWith("reboot", StringComparison.Ordinal)), 0, 2);
        Assert.Equal(["verify", "approve", "approve", "open"], again.Where(step => !step.StartsWith("reboot", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Exactly_one_of_two_processes_resumes_a_run_that_both_resume_at_the_same_time()
    {
        WriteScript("w.ps1", "Step a { Suspend-WorkflowRun }; Step b { }".Replace("{ Suspend-WorkflowRun }", "{ if ($null -eq $ResumeData) { Suspend-WorkflowRun } }", StringComparison.Ordinal)
            + "\nStep c { [IO.File]::AppendAllText([IO.Path]::Combine($Run.Input, 'ran.txt'), \"$PID`n\"); while (-not [IO.File]::Exists([IO.Path]::Combine($Run.Input, 'go'))) { [Threading.Thread]::Sleep(5) } }");
        WriteScript("start.ps1", "New-WorkflowRun w two -InputData $PWD.ProviderPath -DefinitionPath ./w.ps1 | Start-WorkflowRun -Checkpoint ./state | ForEach-Object ToString");
        WriteScript("resume.ps1", """
            try { (Resume-WorkflowRun -RunId two -Checkpoint ./state -DefinitionPath ./w.ps1 -ResumeData yes -ErrorAction Stop).Status }
            catch { $_.FullyQualifiedErrorId; [IO.File]::WriteAllText([IO.Path]::Combine($PWD.ProviderPath, 'go'), '') }
            """);
        Assert.Equal(["two (Suspended)"], (await RunAsync("start.ps1")).Lines);

        // The process that is refused creates the file that the last step of the other process waits for.
        ShellResult[] results = await Task.WhenAll(RunAsync("resume.ps1"), RunAsync("resume.ps1"));

        Assert.Equal(["Completed", "RunLocked,PSSnapshots.Commands.ResumeWorkflowRunCommand"], results.Select(result => result.Output.Trim()).Order(StringComparer.Ordinal));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(Folder, "ran.txt"), TestContext.Current.CancellationToken));
    }
}
