using System.Globalization;
using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Kill;

/// <summary>Steps that repeatedly kill the process that runs them.</summary>
public sealed class StepDeathTests : ShellTest
{
    private const string Line = "New-WorkflowRun w k -InputData $PWD.ProviderPath -DefinitionPath ./w.ps1 | Start-WorkflowRun -Store ./state -Resume";

    // Code that records that a step runs, and code that kills the process of the step.
    private const string Note = "[IO.File]::AppendAllText([IO.Path]::Combine($Run.Input, 'ran.txt'), \"$Attempt`n\")";
    private const string Die = "[Diagnostics.Process]::GetCurrentProcess().Kill(); [Threading.Thread]::Sleep(-1)";

    private int[] Attempts => [.. File.ReadLines(Path.Combine(Folder, "ran.txt")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    [Theory]
    [InlineData("-Attempts 3", "", 3)]
    [InlineData("", "-MaxRecovery 1", 2)]
    public async Task A_step_that_kills_its_process_fails_when_its_attempts_are_used_up(string stepOptions, string runOptions, int attempts)
    {
        WriteScript("w.ps1", $"Step a {{ {Note}; {Die} }} {stepOptions}; Step b {{ }}");
        WriteScript("run.ps1", $"{Line} {runOptions} -ErrorVariable problems -ErrorAction SilentlyContinue | ForEach-Object ToString; foreach ($problem in $problems) {{ $problem.FullyQualifiedErrorId; $problem.Exception.Message }}");

        var result = await RunUntilItEndsAsync(attempts);

        Assert.Equal(Enumerable.Range(1, attempts), Attempts);
        Assert.Contains("k (Failed)", result.Lines);
        Assert.Contains("RunFailed,PSSnapshots.Commands.StartWorkflowRunCommand", result.Lines);
        Assert.Contains($"The process died while it ran step 'a' ({attempts} attempts)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxRecovery_counts_deaths_only_if_the_run_made_no_progress_between_them()
    {
        // Process n completes item n, waits until its checkpoint is on disk, and is killed in item 0, until no items remain.
        WriteScript("w.ps1", """
            ForEachItem e -In { 0..3 } -ThrottleLimit 2 {
                $number = [int][IO.File]::ReadAllText([IO.Path]::Combine($Run.Input, 'process.txt'))
                if ($_ -gt $number) { [Threading.Thread]::Sleep(-1) }
                if ($_ -gt 0 -or $number -gt 3) { return }
                NOTE
                while ((Import-RunSnapshot -Store ([IO.Path]::Combine($Run.Input, 'state')) -RunId k -Latest -NoRegister).CompletedStepCount -lt $number) { }
                DIE
            }
            """.Replace("NOTE", Note, StringComparison.Ordinal).Replace("DIE", Die, StringComparison.Ordinal));
        WriteScript("run.ps1", $"[int] $number = Get-Content ./process.txt -ErrorAction Ignore; Set-Content ./process.txt ($number + 1) -NoNewline; {Line} -MaxRecovery 1 | ForEach-Object ToString");

        var result = await RunUntilItEndsAsync(3);

        Assert.Equal(["k (Completed)"], result.Lines);
        // Progress resets the count, so only the last death counts.
        Assert.Equal([1, 2, 2], Attempts);
    }

    [Fact]
    public async Task A_non_idempotent_step_runs_once_no_matter_how_often_the_run_is_resumed()
    {
        WriteScript("w.ps1", $"Retry 5; Step a {{ {Note}; {Die} }} -NonIdempotent -Attempts 5");
        WriteScript("run.ps1", $"{Line} -ErrorVariable problems -ErrorAction SilentlyContinue; $problems.FullyQualifiedErrorId");
        WriteScript("resume.ps1", "Resume-WorkflowRun -RunId k -Store ./state -DefinitionPath ./w.ps1 -SkipStep a | ForEach-Object ToString");

        for (var i = 0; i < 2; i++)
        {
            var result = await RunUntilItEndsAsync(i == 0 ? 1 : 0);
            Assert.Equal(["NonIdempotentStep,PSSnapshots.Commands.StartWorkflowRunCommand"], result.Lines);
        }
        Assert.Equal([1], Attempts);
        Assert.Equal(["k (Completed)"], (await RunAsync("resume.ps1")).Lines);
    }

    /// <summary>Runs the script in one process after another, until a process exits without being killed.</summary>
    private async Task<ShellResult> RunUntilItEndsAsync(int deaths)
    {
        for (var i = 0; i < deaths; i++) Assert.NotEqual(0, (await RunAsync("run.ps1")).ExitCode);
        var result = await RunAsync("run.ps1");
        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        return result;
    }
}
