using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault10AThrownTextMakesCreateThrow : EngineTest
{
    [Fact]
    public void AStepThatFailedByATextIsCaptured() =>
        Assert.Equal(["Failed just a text", "just a text", "just a text"], Texts("""
            $run = New-WorkflowRun w $id; Set-WorkflowRun $run -StepId a -StepError "just a text" -RunError "just a text"
            $snapshot = New-RunSnapshot $run; "$($snapshot.StepResults["a"].Status) $($snapshot.StepResults["a"].Error.Message)"
            $snapshot | Export-RunSnapshot a.json; $back = Import-RunSnapshot a.json -NoRegister
            $back.Error.Message; $back.StepResults["a"].Error.Message
            """));

    [Fact]
    public void AStepThatFailedByThrowingATextIsCapturedToo() =>
        Assert.Equal(["thrown"], Texts("""
            $run = New-WorkflowRun w $id; try { throw "thrown" } catch { Set-WorkflowRun $run -StepId a -StepError $_ }
            (New-RunSnapshot $run).StepResults["a"].Error.Message
            """));
}
