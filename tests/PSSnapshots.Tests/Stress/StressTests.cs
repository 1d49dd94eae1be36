using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Stress;

/// <summary>Many runspaces that use the module at the same time.</summary>
public sealed class StressTests : EngineTest
{
    [Fact]
    public void Operations_of_fifty_runspaces_are_neither_lost_nor_mixed_up()
    {
        Set("module", Hosting.RepositoryPaths.ModuleManifest);
        string[] problems = InvokeAsText("""
            $manager = New-RunSnapshotManager -MaxSnapshots 100000; $shared = New-WorkflowRun shared shared
            1..50 | ForEach-Object -ThrottleLimit 50 -Parallel {
                Import-Module $using:module
                $manager = $using:manager; $shared = $using:shared; $worker = $_
                $mine = New-WorkflowRun "flow-$worker" "run-$worker"
                # Each round is five operations: a capture of the worker's own run, a capture of the shared run, a read, a restore and a removal.
                1..40 | ForEach-Object {
                    $round = $_
                    Set-WorkflowRun $mine -Status Running -StepId step -Output "$worker-$round"
                    $taken = New-RunSnapshot $mine -Label "$worker-$round" -Manager $manager
                    $of = New-RunSnapshot $shared -Label "$worker-$round" -Manager $manager
                    if ($of.RunId -ne 'shared' -or $of.Label -ne "$worker-$round") { "worker $worker round ${round}: captured $of $($of.Label)" }
                    $read = Get-RunSnapshot "run-$worker" -Latest -Manager $manager
                    if ($read.Id -ne $taken.Id -or $read.StepResults['step'].Output -ne "$worker-$round") { "worker $worker round ${round}: read $read $($read.Label)" }
                    Set-WorkflowRun $mine -Status Failed -StepId step -StepError 'no'
                    Restore-RunSnapshot $read -Run $mine
                    if ($mine.Status -ne 'Running' -or $mine.StepResults['step'].Output -ne "$worker-$round") { "worker $worker round ${round}: restored $mine" }
                    if ($round % 10 -eq 0) { Clear-RunSnapshot "run-$worker" -Manager $manager } else { Remove-RunSnapshot $taken -Manager $manager }
                    if ($manager.GetAll("run-$worker").Count -ne 0) { "worker $worker round ${round}: left $($manager.GetAll("run-$worker"))" }
                }
            }
            $all = $manager.GetAll('shared')
            if ($all.Count -ne 2000) { "shared: $($all.Count) of 2000 kept" }
            $numbers = [System.Collections.Generic.HashSet[int]]::new([int[]]$all.Sequence); $labels = [System.Collections.Generic.HashSet[string]]::new([string[]]$all.Label)
            $ids = [System.Collections.Generic.HashSet[string]]::new([string[]]$all.Id)
            if ($numbers.Count -ne 2000 -or $all[0].Sequence -ne 1 -or $all[-1].Sequence -ne 2000) { "shared: $($numbers.Count) numbers" }
            if ($labels.Count -ne 2000) { "shared: $($labels.Count) labels" }
            if ($ids.Count -ne 2000) { "shared: $($ids.Count) ids" }
            if ($manager.RunIds.Count -ne 1) { "left: $($manager.RunIds)" }
            """);

        Assert.Empty(problems);
    }

    [Fact]
    public void Snapshots_that_parallel_runspaces_capture_are_found_in_the_session() =>
        Assert.Equal(["20", "True"], InvokeAsText("""
            1..20 | ForEach-Object -Parallel { $run = New-WorkflowRun w "$using:id-$_"; Set-WorkflowRun $run -StepId a -Output $_; New-RunSnapshot $run | Out-Null }
            $found = Get-RunSnapshot "$id-*"; $found.Count
            @($found | Where-Object { $_.RunId -ne "$id-$($_.StepResults['a'].Output)" }).Count -eq 0
            """));

    [Fact]
    public void A_run_that_many_runspaces_update_loses_no_update() =>
        Assert.Equal(["200 400"], InvokeAsText("""
            $run = New-WorkflowRun w $id
            1..10 | ForEach-Object -ThrottleLimit 10 -Parallel {
                Import-Module Snapshots
                $run = $using:run; $worker = $_; 1..20 | ForEach-Object { Set-WorkflowRun $run -StepId "$worker-$_" -Output $_ -Log 'more' }
            }
            "$($run.StepCount) $($run.Logs.Count)"
            """));

    [Fact]
    public void A_capture_of_a_changing_run_is_consistent() =>
        Assert.Equal(["True"], InvokeAsText("""
            $manager = New-RunSnapshotManager 1000; $run = New-WorkflowRun w $id
            1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                $run = $using:run; $manager = $using:manager
                # Two workers update the run while two others capture it. Each update adds a step, an event and two log entries.
                if ($_ % 2) { $worker = $_; 1..100 | ForEach-Object { Set-WorkflowRun $run -StepId "$worker-$_" -Output 1 -Log 'x' } }
                else { 1..100 | ForEach-Object { New-RunSnapshot $run -Manager $manager | Out-Null } }
            }
            $torn = $manager.GetAll($id) | Where-Object { $_.LogCount -ne 2 * $_.StepCount -or $_.EventCount -ne $_.StepCount }
            $manager.Count -eq 200 -and $null -eq $torn
            """));
}
