using System.Globalization;
using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Kill;

/// <summary>Steps that kill the process that runs them, again and again.</summary>
public sealed class StepDeathTests : ShellTest
{
    private const string Line = "New-WorkflowRun w k -InputData $PWD.ProviderPath -DefinitionPath ./w.ps1 | Start-WorkflowRun -Store ./state -Resume";

    // What a step that runs notes, and how it kills its process.
    private const string Note = "[IO.File]::AppendAllText([IO.Path]::Combine($Run.Input, 'ran.txt'), \"$Attempt`n\")";
    private const string Die = "[Diagnostics.Process]::GetCurrentProcess().Kill(); [Threading.Thread]::Sleep(-1)";

    private int[] Attempts => [.. File.ReadLines(Path.Combine(Folder, "ran.txt")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    [Theory]
    [InlineData("-Attempts 3", "", 3)]
    [InlineData("", "-MaxRecovery 1", 2)]
    public async Task A_step_that_kills_its_process_is_attempted_as_often_as_it_may_and_then_fails(string stepOptions, string runOptions, int attempts)
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
    public async Task Deaths_after_each_of_which_the_run_made_progress_are_not_in_a_row()
    {
        // Process n completes item n, waits until that is on the disk, and dies in item 0, as long as there are items.
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
        // After progress only the last death counts.
        Assert.Equal([1, 2, 2], Attempts);
    }

    [Fact]
    public async Task A_step_that_must_not_run_twice_runs_once_however_often_the_run_is_resumed()
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

    /// <summary>Runs the script in one process after the other, until one ends by itself.</summary>
    private async Task<ShellResult> RunUntilItEndsAsync(int deaths)
    {
        for (var i = 0; i < deaths; i++) Assert.NotEqual(0, (await RunAsync("run.ps1")).ExitCode);
        var result = await RunAsync("run.ps1");
        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        return result;
    }
}
