using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.BadInput;

/// <summary>Secrets, and what lives in the process only, enter no snapshot by any door.</summary>
public sealed class SecretTests : EngineTest
{
    public static TheoryData<string, string, string> Doors
    {
        get
        {
            TheoryData<string, string, string> doors = [];
            foreach (string value in (string[])["[securestring]::new()", "[pscredential]::new('user', [securestring]::new())", "{ 'block' }"])
            {
                doors.Add($"New-WorkflowRun w $id -InputData @{{ a = {value} }}", "NewWorkflowRunCommand", "/input/a");
                doors.Add($"New-WorkflowRun w $id -ExecutionGraph @{{ a = {value} }}", "NewWorkflowRunCommand", "/executionGraph/0/a");
                doors.Add($"Set-WorkflowRun $run -InputData ({value})", "SetWorkflowRunCommand", "/input");
                doors.Add($"Set-WorkflowRun $run -Result @{{ list = @(1, ({value})) }}", "SetWorkflowRunCommand", "/result/list/1");
                doors.Add($"Set-WorkflowRun $run -Context @{{ 'a/b' = {value} }}", "SetWorkflowRunCommand", "/executionContext/a~1b");
                doors.Add($"Set-WorkflowRun $run -StepId s -Output ([pscustomobject]@{{ a = {value} }})", "SetWorkflowRunCommand", "/stepResults/s/output/a");
                doors.Add($"Set-WorkflowRun $run -Log x -LogMetadata @{{ a = {value} }}", "SetWorkflowRunCommand", "/logs/-/metadata/a");
                doors.Add($"New-RunSnapshot @{{ RunId = $id; WorkflowId = 'w'; Result = {value} }}", "NewRunSnapshotCommand", "/result");
            }

            return doors;
        }
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void ItIsRefusedWithItsPathAndNothingChanges(string script, string command, string path)
    {
        Do("$run = New-WorkflowRun w $id; $before = $run.Store.State");

        ErrorRecord error = FailsAndGoesOn(script, $"UnsupportedValue,PSSnapshots.Commands.{command}", ErrorCategory.InvalidType);

        Assert.StartsWith($"The value at '{path}' is a ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["True", "0"], Texts("[object]::ReferenceEquals($before, $run.Store.State); @(Get-RunSnapshot \"$id*\").Count"));
    }
}
