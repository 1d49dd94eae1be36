using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault20CompareMissesFields : EngineTest
{
    [Theory]
    [InlineData("-Status Paused", "/status")]
    [InlineData("-InputData 2", "/input")]
    [InlineData("-StepId a -Output 2", "/stepResults/a/output")]
    [InlineData("-StepId a -StepError x", "/stepResults/a/error")]
    [InlineData("-ExecutionPath 9", "/executionPath")]
    [InlineData("-StepId a -SuspendedPath 9", "/suspendedPaths/a")]
    [InlineData("-Status Paused", "/events/1")]
    [InlineData("-ExecutionGraph @{ id = 2 }", "/executionGraph/0")]
    [InlineData("-Result 2", "/result")]
    [InlineData("-RunError x", "/error")]
    [InlineData("-Log x", "/logs/1")]
    [InlineData("-Context @{ k = 2 }", "/executionContext/k")]
    public void EachFieldThatChangesIsReported(string change, string path) =>
        Assert.Contains(path, Texts($$"""
            $run = New-WorkflowRun w $id -InputData 1 -ExecutionGraph @{ id = 1 }; Set-WorkflowRun $run -StepId a -Output 1 -Context @{ k = 1 }
            $before = New-RunSnapshot $run; Set-WorkflowRun $run {{change}}
            Compare-RunSnapshot $before $run | ForEach-Object Path
            """));
}
