using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.BadInput;

/// <summary>Secrets, and what lives in the process only, enter no snapshot by any door; of a secret a marker does.</summary>
public sealed class SecretTests : EngineTest
{
    public static TheoryData<string, string, string> Doors
    {
        get
        {
            TheoryData<string, string, string> doors = [];
            foreach ((string Script, string Command, string Path) door in Open("{ 'block' }")) doors.Add(door.Script, door.Command, door.Path);
            return doors;
        }
    }

    public static TheoryData<string, string> DoorsForSecrets
    {
        get
        {
            TheoryData<string, string> doors = [];
            foreach (string value in (string[])["$secure", "$credential", "$credential.GetNetworkCredential()"])
                foreach ((string Script, string Command, string Path) door in Open(value)) doors.Add(door.Script, value == "$secure" ? "SecureString" : "Credential");
            return doors;
        }
    }

    [Theory]
    [MemberData(nameof(DoorsForSecrets))]
    public void OfASecretOnlyAMarkerEntersAndItComesBack(string script, string kind)
    {
        Do("""
            $run = New-WorkflowRun w $id
            $secure = [securestring]::new(); foreach ($char in 'hunter2'.ToCharArray()) { $secure.AppendChar($char) }
            $credential = [pscredential]::new('anna', $secure)
            """);
        Do($"$made = @({script})");

        string json = Assert.Single(Texts("""
            if (-not (Get-RunSnapshot "$id*")) { $null = New-RunSnapshot $(if ($made) { $made[0] } else { $run }) }
            Get-RunSnapshot "$id*" | ForEach-Object { $_ | ConvertTo-RunSnapshotJson -Compress }
            """));

        Assert.DoesNotContain("hunter2", json, StringComparison.Ordinal);
        Assert.Contains(kind == "Credential" ? "{\"kind\":\"Credential\",\"userName\":\"anna\"}" : "{\"kind\":\"SecureString\"}", json, StringComparison.Ordinal);
        Assert.Contains(":\"secret\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void AnImportGivesTheMarkerBack() =>
        Assert.Equal(["PSSnapshots.SecretMarker", "Credential", "anna", "(a secret: Credential of anna)", "SecureString", "(null)", "True"], Texts("""
            $run = New-WorkflowRun w $id
            Set-WorkflowRun $run -StepId s -Output @{ login = [pscredential]::new('anna', [securestring]::new()); key = [securestring]::new() }
            $snapshot = New-RunSnapshot $run
            $output = ($snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).StepResults['s'].Output
            $output.login.GetType().FullName; $output.login.Kind; $output.login.UserName; $output.login; $output.key.Kind; $output.key.UserName
            Set-WorkflowRun $run -StepId s -Output $output; $snapshot.StepResults['s'].Output.login -eq $run.StepResults['s'].Output.login
            """));

    [Fact]
    public void ASecretInAPropertyOfAnyObjectIsAMarker() =>
        Assert.Equal(["SecureString"], Texts("""
            $run = New-WorkflowRun w $id; $info = [System.Management.Automation.PSObject]::new([System.Text.StringBuilder]::new('x'))
            $info.PSObject.Properties.Add([psnoteproperty]::new('Password', [securestring]::new()))
            Set-WorkflowRun $run -InputData $info; (New-RunSnapshot $run).Input.Password.Kind
            """));

    [Theory]
    [MemberData(nameof(Doors))]
    public void ItIsRefusedWithItsPathAndNothingChanges(string script, string command, string path)
    {
        Do("$run = New-WorkflowRun w $id; $before = $run.Store.State");

        ErrorRecord error = FailsAndGoesOn(script, $"UnsupportedValue,PSSnapshots.Commands.{command}", ErrorCategory.InvalidType);

        Assert.StartsWith($"The value at '{path}' is a ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["True", "0"], Texts("[object]::ReferenceEquals($before, $run.Store.State); @(Get-RunSnapshot \"$id*\").Count"));
    }

    private static (string Script, string Command, string Path)[] Open(string value) =>
    [
        ($"New-WorkflowRun w $id -InputData @{{ a = {value} }}", "NewWorkflowRunCommand", "/input/a"),
        ($"New-WorkflowRun w $id -ExecutionGraph @{{ a = {value} }}", "NewWorkflowRunCommand", "/executionGraph/0/a"),
        ($"Set-WorkflowRun $run -InputData ({value})", "SetWorkflowRunCommand", "/input"),
        ($"Set-WorkflowRun $run -Result @{{ list = @(1, ({value})) }}", "SetWorkflowRunCommand", "/result/list/1"),
        ($"Set-WorkflowRun $run -Context @{{ 'a/b' = {value} }}", "SetWorkflowRunCommand", "/executionContext/a~1b"),
        ($"Set-WorkflowRun $run -StepId s -Output ([pscustomobject]@{{ a = {value} }})", "SetWorkflowRunCommand", "/stepResults/s/output/a"),
        ($"Set-WorkflowRun $run -Log x -LogMetadata @{{ a = {value} }}", "SetWorkflowRunCommand", "/logs/-/metadata/a"),
        ($"New-RunSnapshot @{{ RunId = $id; WorkflowId = 'w'; Result = {value} }}", "NewRunSnapshotCommand", "/result"),
    ];
}
