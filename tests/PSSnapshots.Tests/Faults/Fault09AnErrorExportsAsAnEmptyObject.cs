using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault09AnErrorExportsAsAnEmptyObject : EngineTest
{
    public Fault09AnErrorExportsAsAnEmptyObject()
    {
        File.WriteAllText(PathOf("deploy.ps1"), """
            function Deploy-Site {
                [System.IO.File]::ReadAllText('/no/such/site')
            }
            Deploy-Site
            """);
        Do("""
            $run = New-WorkflowRun w $id
            try { & ./deploy.ps1 } catch { $caught = $_; Set-WorkflowRun $run -Status Failed -StepId site -StepError $_ -RunError $_ }
            New-RunSnapshot $run | Export-RunSnapshot a.json; $back = Import-RunSnapshot a.json -NoRegister
            """);
    }

    [Theory]
    [InlineData("$back.Error")]
    [InlineData("$back.StepResults['site'].Error")]
    [InlineData("(Restore-RunSnapshot $back).Error")]
    public void AFailedRunKeepsTypeMessagePositionAndStacks(string error) =>
        Assert.Equal(["System.Management.Automation.MethodInvocationException", "True", "True", "True", "True", "True", "True"], Texts($$"""
            $e = {{error}}
            $e.Type; $e.Message -eq $caught.Exception.Message; $e.StackTrace -eq $caught.Exception.StackTrace
            $e.Position -eq $caught.InvocationInfo.PositionMessage; $e.Position -match 'deploy\.ps1:2 '
            $e.Details.scriptStackTrace -eq $caught.ScriptStackTrace; $e.Details.scriptStackTrace -match 'Deploy-Site'
            """));

    [Fact]
    public void TheCauseIdAndCategoryAreKeptToo() =>
        Assert.Equal(["System.IO.DirectoryNotFoundException", "DirectoryNotFoundException", "NotSpecified"], Texts(
            "$back.Error.Cause.Type; $back.Error.Details.errorId; $back.Error.Details.category"));

    [Theory]
    [InlineData("[System.IO.IOException]::new('disk', [System.TimeoutException]::new('slow'))", "System.IO.IOException disk System.TimeoutException")]
    [InlineData("@{ name = 'ZodError'; issues = @(@{ message = 'one' }) }", "ZodError 1 issues: one ")]
    public void WhatElseCanBeAnErrorIsKept(string error, string expected) =>
        Assert.Equal([expected], Texts($$"""
            Set-WorkflowRun $run -RunError ({{error}}); $e = (New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).Error
            "$($e.Type) $($e.Message) $($e.Cause.Type)"
            """));
}
