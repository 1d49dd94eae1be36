using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Stress;

/// <summary>Triggers when things go wrong, and when the module goes.</summary>
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
        Do("$run = New-WorkflowRun w $id; $broken = [PSSnapshots.SnapshotManager]::new(10, $clock)");
    }

    [Fact]
    public void ACaptureThatFailsIsAWarningAndAFactOfTheTriggerAndTheRunGoesOn()
    {
        Do("$trigger = Register-RunSnapshotTrigger $run 5ms -Manager $broken; Set-WorkflowRun $run -Status Running");
        Eventually.True(() => (int)Value("$trigger.FailureCount")! > 0, "a capture failed");
        Eventually.True(() => !_host.Warnings.IsEmpty, "the host was told");

        Assert.StartsWith($"Trigger {Value("$trigger.Id")} could not take a snapshot of run '{Id}': {BrokenClock.Message}", _host.Warnings.First(), StringComparison.Ordinal);
        Assert.Equal([BrokenClock.Message, "True", "0", "Running"], Texts("$trigger.LastError.Message; $trigger.IsActive; $trigger.SnapshotCount; $run.Status"));

        _clock.IsBroken = false;
        Eventually.True(() => (int)Value("$trigger.SnapshotCount")! > 0, "a capture succeeded once the cause was gone");
        Do("$trigger.Dispose()");
    }

    [Fact]
    public void ARunEndsThoughItsLastCaptureFails()
    {
        Do("$trigger = Register-RunSnapshotTrigger $run 1h -Manager $broken; Set-WorkflowRun $run -Status Completed");

        Assert.Equal(["Completed", "False", "1"], Texts("$run.Status; $trigger.IsActive; $trigger.FailureCount"));
        Assert.Single(_host.Warnings);
    }

    [Fact]
    public async Task RemovingTheModuleEndsAllTriggersOfTheSession()
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
    public async Task ATriggerKeepsNoProcessAlive()
    {
        ShellResult result = await ShellProcess.RunAsync(["-Command", "$trigger = New-WorkflowRun w a | Register-RunSnapshotTrigger -Interval 1h; $trigger.IsActive"]);

        Assert.Equal(("True", 0), (result.Output.Trim(), result.ExitCode));
    }

    [Fact]
    public void ManyTriggersAtOnceEachEndWithTheLastStateOfTheirRun() =>
        Assert.Equal(["0", "20"], Texts("""
            $manager = New-RunSnapshotManager
            $runs = 1..20 | ForEach-Object { New-WorkflowRun w "$id-$_" }; $triggers = $runs | Register-RunSnapshotTrigger -Interval 1ms -Manager $manager
            foreach ($round in 1..20) { foreach ($one in $runs) { Set-WorkflowRun $one -StepId "s$round" -Output $round } }
            foreach ($one in $runs) { Set-WorkflowRun $one -Status Completed }
            @($triggers | Where-Object IsActive).Count
            @($runs | Where-Object { $last = $manager.GetLatest($_.RunId); "$($last.Status)" -eq 'Completed' -and $last.StepCount -eq 20 }).Count
            """));
}
