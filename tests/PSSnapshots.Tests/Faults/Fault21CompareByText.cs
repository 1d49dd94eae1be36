using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault21CompareByText : EngineTest
{
    [Fact]
    public void AnotherOrderOfKeysIsEqualAndAnotherErrorIsNot() =>
        Assert.Equal(["0", "True"], Texts("""
            $run = New-WorkflowRun w $id -InputData ([ordered]@{ a = 1; b = 2 }); $one = New-RunSnapshot $run
            Set-WorkflowRun $run -InputData ([ordered]@{ b = 2; a = 1 }); @(Compare-RunSnapshot $one $run).Count
            Set-WorkflowRun $run -RunError ([System.IO.IOException]::new("x")); $two = New-RunSnapshot $run
            Set-WorkflowRun $run -RunError ([System.IO.IOException]::new("y")); @(Compare-RunSnapshot $two $run).Count -gt 0
            """));
}
