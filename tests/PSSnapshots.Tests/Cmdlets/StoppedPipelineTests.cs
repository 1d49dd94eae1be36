using System.Management.Automation;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

/// <summary>Stopping a pipeline, as Ctrl+C does, leaves no partial results.</summary>
public sealed class StoppedPipelineTests : EngineTest
{
    public StoppedPipelineTests()
    {
        Set("tests", typeof(WaitAtGateCommand).Assembly);
        InvokeWithoutOutput("""
            Import-Module -Assembly $tests
            $manager = New-RunSnapshotManager 100; $source = New-RunSnapshotManager 100
            $run = New-WorkflowRun deploy $id; 1..20 | ForEach-Object { Set-WorkflowRun $run -Log "$_"; New-RunSnapshot $run -Manager $source | Out-Null }
            $snapshots = Get-RunSnapshot $id -Manager $source
            """);
    }

    private void StopAfter(int count, string script)
    {
        using Gate gate = new();
        Set("gate", gate);
        using PowerShell pipeline = Engine.CreatePipeline($"{script} | Wait-AtGate $gate -After {count}");
        IAsyncResult running = pipeline.BeginInvoke();
        gate.WaitUntilReached();
        pipeline.Stop();
        Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
    }

    [Fact]
    public void A_stopped_export_leaves_only_complete_files()
    {
        StopAfter(3, "$snapshots | Export-RunSnapshot . -PassThru");

        Assert.Equal(3, Files().Length);
        Assert.Equal(["1", "2", "3"], InvokeAsText("Test-RunSnapshot -Path *.json -Detailed; Import-RunSnapshot *.json -NoRegister | ForEach-Object Sequence"));
    }

    [Fact]
    public void A_stopped_import_keeps_the_snapshots_that_it_emitted()
    {
        InvokeWithoutOutput("$snapshots | Export-RunSnapshot .");

        StopAfter(3, "Import-RunSnapshot * -Manager $manager");

        Assert.Equal(["3"], InvokeAsText("$manager.Count"));
    }

    [Fact]
    public void A_stopped_capture_keeps_complete_snapshots_and_the_next_capture_continues_their_numbers()
    {
        StopAfter(3, "1..20 | ForEach-Object { $run } | New-RunSnapshot -Manager $manager");

        Assert.Equal(["1 2 3", "4"], InvokeAsText("$manager.GetAll($id).Sequence -join ' '; (New-RunSnapshot $run -Manager $manager).Sequence"));
    }

    [Fact]
    public void A_stopped_restore_leaves_each_run_either_restored_or_unchanged()
    {
        StopAfter(3, "$snapshots | ForEach-Object { Restore-RunSnapshot $_ -Run $run -PassThru }");

        Assert.Equal(["0"], InvokeAsText("@(Compare-RunSnapshot $snapshots[2] $run).Count"));
    }
}
