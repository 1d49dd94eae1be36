using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Workflows;

/// <summary>Steps that run in several runspaces at the same time.</summary>
public sealed class ParallelTests : EngineTest
{
    [Fact]
    public void Items_run_at_the_same_time_up_to_the_throttle_limit()
    {
        using Barrier barrier = new(3);
        Set("barrier", barrier);

        Assert.Equal(["True", "True", "True"], InvokeAsText("""
            $run = New-WorkflowRun w $id -Definition { ForEachItem e -In { 1, 2, 3 } -ThrottleLimit 3 { ($using:barrier).SignalAndWait([timespan]'0:1') } }
            (Start-WorkflowRun $run).Output
            """));
    }

    [Fact]
    public void Items_that_run_at_the_same_time_share_the_context_of_the_run() =>
        Assert.Equal(["10"], InvokeAsText("""
            $run = New-WorkflowRun w $id -Definition { ForEachItem e -In { 1..10 } -ThrottleLimit 4 { $Context["k$_"] = $_ } }
            (Start-WorkflowRun $run).ExecutionContext.Count
            """));
}
