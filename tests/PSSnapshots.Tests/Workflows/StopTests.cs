using System.Management.Automation;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Workflows;

/// <summary>The effect of Ctrl+C on workflow runs.</summary>
public sealed class StopTests : EngineTest
{
    [Fact]
    public void A_stopped_run_is_suspended_at_its_step_and_can_be_resumed()
    {
        using ManualResetEventSlim reached = new();
        Set("reached", reached);
        Do("$go = $false; $run = New-WorkflowRun w $id -Definition { Step a { 1 }; Step b { $reached.Set(); while (-not $go) { }; 2 }; Step c { 3 } }");

        StopWhenReached("Start-WorkflowRun $run -Checkpoint ./state", reached.WaitHandle);

        Assert.Equal(["Suspended", "Completed"], Texts("$run.Status; $run.StepResults['a'].Status"));
        Assert.Equal(["Completed", "3"], Texts("$go = $true; $run = Resume-WorkflowRun $run; $run.Status; $run.Output"));
    }

    [Fact]
    public void Parallel_steps_of_a_stopped_run_are_suspended()
    {
        using CountdownEvent reached = new(2);
        Set("reached", reached);
        Do("$run = New-WorkflowRun w $id -Definition { ForEachItem e -In { 1, 2 } -ThrottleLimit 2 { $null = ($using:reached).Signal(); while ($true) { } } }");

        StopWhenReached("Start-WorkflowRun $run", reached.WaitHandle);

        Assert.Equal(["Suspended"], Texts("$run.Status"));
    }

    [Fact]
    public void After_a_stop_one_line_shows_the_command_that_resumes_the_run()
    {
        RecordingHost host = new();
        using ModuleEngine engine = new(host);
        using ManualResetEventSlim reached = new();
        engine.Runspace.SessionStateProxy.SetVariable("reached", reached);
        using PowerShell pipeline = engine.CreatePipeline("New-WorkflowRun w 'it''s' -Definition { Step a { $reached.Set(); while ($true) { } } } | Start-WorkflowRun -Store ./state");
        IAsyncResult running = pipeline.BeginInvoke();
        Assert.True(reached.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        pipeline.Stop();

        Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
        string line = Assert.Single(host.Shown, shown => shown.Contains("interrupted", StringComparison.Ordinal));
        Assert.Contains("Resume-WorkflowRun -RunId 'it''s' -Store '", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_watch_leaves_the_run_as_it_is()
    {
        Do("$go = [System.Threading.ManualResetEventSlim]::new(); $job = New-WorkflowRun w $id -Definition { Step a { ($using:go).Wait() } } | Start-WorkflowRun -AsJob");
        using PowerShell pipeline = Engine.CreatePipeline("Watch-WorkflowRun $job.Run");
        IAsyncResult running = pipeline.BeginInvoke();

        pipeline.Stop();

        Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
        Assert.Equal(["Completed"], Texts("$go.Set(); ($job | Wait-Job).Run.Status; Remove-Job $job"));
    }

    private void StopWhenReached(string script, WaitHandle reached)
    {
        using PowerShell pipeline = Engine.CreatePipeline(script);
        IAsyncResult running = pipeline.BeginInvoke();
        Assert.True(reached.WaitOne(TimeSpan.FromMinutes(1)));

        pipeline.Stop();

        Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
    }
}
