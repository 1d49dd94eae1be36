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

    [Theory]
    [InlineData("-DefinitionPath ./w.ps1", "-Store ./state", "-DefinitionPath '")]
    [InlineData("-Definition ([scriptblock]::Create((Get-Content ./w.ps1 -Raw)))", "-Store ./state", "-Store '")]
    [InlineData("-Definition ([scriptblock]::Create((Get-Content ./w.ps1 -Raw)))", "", "-RunId 'it''s")]
    public void After_a_stop_one_line_ends_with_a_command_that_resumes_the_run(string definition, string store, string part)
    {
        RecordingHost host = new();
        using ModuleEngine engine = new(host);
        using ManualResetEventSlim reached = new();
        engine.Runspace.SessionStateProxy.SetVariable("reached", reached);
        File.WriteAllText(Path.Combine(engine.WorkingDirectory, "w.ps1"), "Step a { $reached.Set(); while (-not $go) { }; 'resumed' }");
        using PowerShell pipeline = engine.CreatePipeline($"New-WorkflowRun w 'it''s {Id}' {definition} | Start-WorkflowRun {store}");
        IAsyncResult running = pipeline.BeginInvoke();
        Assert.True(reached.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        pipeline.Stop();

        Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
        string line = Assert.Single(host.Shown, shown => shown.Contains("interrupted", StringComparison.Ordinal));
        string command = line[line.IndexOf("Resume-WorkflowRun", StringComparison.Ordinal)..];
        Assert.Contains(part, command, StringComparison.Ordinal);
        Assert.Equal(["Completed resumed"], engine.Invoke($"$go = $true; {command} | ForEach-Object {{ \"$($_.Status) $($_.Output)\" }}").Select(item => item.ToString()));
        Assert.Equal("InterruptedRunNotFound,PSSnapshots.Commands.ResumeWorkflowRunCommand", engine.SingleError($"Resume-WorkflowRun -RunId 'it''s {Id}'").FullyQualifiedErrorId);
    }

    [Fact]
    public void A_step_that_must_not_run_twice_does_not_run_again_after_a_stop()
    {
        using ManualResetEventSlim reached = new();
        Set("reached", reached);
        Do("$ran = 0; $definition = { Step pay { $script:ran++; $reached.Set(); while ($true) { } } -NonIdempotent }; $run = New-WorkflowRun w $id -Definition $definition");

        StopWhenReached("Start-WorkflowRun $run -Store ./state", reached.WaitHandle);

        foreach (string resume in new[] { "Resume-WorkflowRun $run", "Resume-WorkflowRun -RunId $id -Store ./state -Definition $definition" })
            Assert.Equal("NonIdempotentStep,PSSnapshots.Commands.ResumeWorkflowRunCommand", Engine.SingleError(resume).FullyQualifiedErrorId);
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
