using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Workflows;

/// <summary>Before a step runs again that may have run, whoever sits there is asked.</summary>
public sealed class ResumeQuestionTests
{
    private const int Yes = 0;
    private const int No = 1;

    private const string Died = """
        $ran = [System.Collections.Generic.List[string]]::new()
        $run = New-WorkflowRun w question -Definition { Step pay { $ran.Add('pay') } -NonIdempotent; Step ship { $ran.Add('ship') } }
        Set-WorkflowRun $run -Status Running -StepId pay -StepStatus Running
        """;

    [Fact]
    public void ItRunsAgainWhereTheAnswerIsYes()
    {
        RecordingHost host = new() { Answer = Yes };
        using ModuleEngine engine = new(host);

        Assert.Equal(["Completed", "pay ship"], engine.Invoke($"{Died}; (Resume-WorkflowRun $run).Status; \"$ran\"").Select(item => item.ToString()));
        Assert.Contains("'pay'", Assert.Single(host.Shown), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(No)]
    [InlineData(RecordingHost.Enter)]
    public void Nothing_runs_if_the_answer_is_no_or_Enter(int answer)
    {
        using ModuleEngine engine = new(new RecordingHost { Answer = answer });

        InvokeResult result = engine.Run($"{Died}; Resume-WorkflowRun $run; \"$($run.Status) $($ran.Count)\"");

        Assert.Equal("NonIdempotentStep,PSSnapshots.Commands.ResumeWorkflowRunCommand", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Equal(["Running 0"], result.Output.Select(item => item.ToString()));
    }
}
