using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Workflows;

/// <summary>Start-WorkflowRun -Resume of a run that somebody else starts between the look at the store and the start.</summary>
public sealed class LostRaceTests : EngineTest
{
    [Theory]
    [InlineData("", "Completed", "Completed")]
    [InlineData("-AsJob", "Completed", "Completed")]
    [InlineData("-AsJob", "Suspended", "Suspended")]
    public void The_loser_gives_the_run_as_the_winner_left_it(string parameter, string end, string jobState)
    {
        using ModuleEngine winner = new();
        Set("end", end);
        Do("$inner = [PSSnapshots.Storage.DirectorySnapshotStore]::new(\"$PWD/state\")");
        string definition = end == "Completed" ? "{ Step a { 'winner' } }" : "{ Step a { 'winner' }; Step ask { Suspend-WorkflowRun } }";
        object inner = Value("$inner")!;
        Set("store", InterruptedStore.Create(inner, "Acquire", () =>
            winner.Invoke($"New-WorkflowRun w {Id} -Definition {definition} | Start-WorkflowRun -Store $args[0]", inner)));

        string[] texts = Texts($$"""
            $result = New-WorkflowRun w $id -Definition {{definition}} | Start-WorkflowRun -Store $store -Resume {{parameter}}
            if ($result -is [System.Management.Automation.Job]) { $null = Wait-Job $result; "$($result.State)"; $result = $result.Run } else { '{{jobState}}' }
            "$($result.Status)"; $result.StepResults['a'].Output; @($inner.List($id) | Where-Object Status -eq Running | ForEach-Object Epoch | Select-Object -Unique).Count
            """);

        Assert.Equal([jobState, end, "winner", "1"], texts);
    }

    [Fact]
    public void As_a_job_a_completed_run_is_a_completed_job() =>
        Assert.Equal(["Completed", "1"], Texts("""
            $definition = { Step a { 1 } }
            $null = New-WorkflowRun w $id -Definition $definition | Start-WorkflowRun -Store ./state
            $job = New-WorkflowRun w $id -Definition $definition | Start-WorkflowRun -Store ./state -Resume -AsJob
            $null = Wait-Job $job
            $job.State; (Receive-Job $job).Output
            """));
}
