using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Stress;

/// <summary>Triggers when a capture fails, and when the module is removed.</summary>
public sealed class TriggerTests : EngineTest
{
    private readonly RecordingHost _host;
    private readonly BrokenClock _clock = new();

    public TriggerTests()
        : this(new RecordingHost())
    {
    }

    private TriggerTests(RecordingHost host)
        : base(host)
    {
        _host = host;
        Set("clock", _clock);
        InvokeWithoutOutput("$run = New-WorkflowRun w $id; $broken = [PSSnapshots.SnapshotManager]::new(10, $clock)");
    }

    [Fact]
    public void A_failed_capture_is_reported_as_a_warning_and_by_the_trigger_and_the_run_continues()
    {
        InvokeWithoutOutput("$trigger = Register-RunSnapshotTrigger $run 5ms -Manager $broken; Set-WorkflowRun $run -Status Running");
        Eventually.True(() => (int)Value("$trigger.FailureCount")! > 0, "a capture failed");
        Eventually.True(() => !_host.Warnings.IsEmpty, "the host was told");

        Assert.StartsWith($"Trigger {Value("$trigger.Id")} could not take a snapshot of run '{Id}': {BrokenClock.Message}", _host.Warnings.First(), StringComparison.Ordinal);
        Assert.Equal([BrokenClock.Message, "True", "0", "Running"], InvokeAsText("$trigger.LastError.Message; $trigger.IsActive; $trigger.SnapshotCount; $run.Status"));

        _clock.IsBroken = false;
        Eventually.True(() => (int)Value("$trigger.SnapshotCount")! > 0, "a capture succeeded once the cause was gone");
        InvokeWithoutOutput("$trigger.Dispose()");
    }

    [Fact]
    public void A_run_completes_although_its_last_capture_fails()
    {
        InvokeWithoutOutput("$trigger = Register-RunSnapshotTrigger $run 1h -Manager $broken; Set-WorkflowRun $run -Status Completed");

        Assert.Equal(["Completed", "False", "1"], InvokeAsText("$run.Status; $trigger.IsActive; $trigger.FailureCount"));
        Assert.Single(_host.Warnings);
    }

    [Fact]
    public async Task Removing_the_module_ends_all_triggers_of_the_session()
    {
        ShellResult result = await ShellProcess.RunAsync(["-Command", """
            $run = New-WorkflowRun w a; $other = New-WorkflowRun w b
            $triggers = $run, $other | Register-RunSnapshotTrigger -Interval 1h
            "$($triggers.IsActive)"
            Remove-Module Snapshots
            "$($triggers.IsActive)"
            $run.Store.SetStatus('Completed')
            "$($triggers.SnapshotCount)"
            Import-Module Snapshots
            @(Get-RunSnapshotTrigger).Count
            """]);

        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        Assert.Equal(["True True", "False False", "0 0", "0"], result.Lines);
    }

    [Fact]
    public async Task A_trigger_does_not_keep_its_process_alive()
    {
        ShellResult result = await ShellProcess.RunAsync(["-Command", "$trigger = New-WorkflowRun w a | Register-RunSnapshotTrigger -Interval 1h; $trigger.IsActive"]);

        Assert.Equal(("True", 0), (result.Output.Trim(), result.ExitCode));
    }

    [Fact]
    public void Each_of_many_triggers_ends_with_the_last_state_of_its_run() =>
        Assert.Equal(["0", "20"], InvokeAsText("""
            $manager = New-RunSnapshotManager
            $runs = 1..20 | ForEach-Object { New-WorkflowRun w "$id-$_" }; $triggers = $runs | Register-RunSnapshotTrigger -Interval 1ms -Manager $manager
            foreach ($round in 1..20) { foreach ($one in $runs) { Set-WorkflowRun $one -StepId "s$round" -Output $round } }
            foreach ($one in $runs) { Set-WorkflowRun $one -Status Completed }
            @($triggers | Where-Object IsActive).Count
            @($runs | Where-Object { $last = $manager.GetLatest($_.RunId); "$($last.Status)" -eq 'Completed' -and $last.StepCount -eq 20 }).Count
            """));
}
