using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class UpdateRunSnapshotTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.UpdateRunSnapshotCommand";

    public UpdateRunSnapshotTests() => Do("""
        $manager = New-RunSnapshotManager
        $PSDefaultParameterValues = @{ '*-RunSnapshot:Manager' = $manager }
        $run = New-WorkflowRun deploy $id; Set-WorkflowRun $run -StepId build -Output @{ at = [datetime]'2026-01-02'; n = 1 } -Context @{ region = 'eu' }
        $a = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Running -StepId build -Output @{ at = [datetimeoffset]'2026-01-02'; n = 1.5d } -Context @{ "a/b~`u{D800}" = $null }
        $b = New-RunSnapshot $run
        """);

    [Theory]
    [InlineData("")]
    [InlineData("-Guarded")]
    public void APatchOfAComparisonLeadsFromOneToTheOther(string guarded) =>
        Assert.Equal(["0", "0", "System.DateTimeOffset", "System.Decimal", "3", "True"], Texts($"""
            $new = Update-RunSnapshot $a -Patch (Compare-RunSnapshot $a $b -As JsonPatch {guarded})
            @(Compare-RunSnapshot $new $b).Count
            @(Compare-RunSnapshot $a (Update-RunSnapshot $b (Compare-RunSnapshot $b $a -As JsonPatch {guarded}))).Count
            $output = $new.StepResults['build'].Output; $output.at.GetType().FullName; $output.n.GetType().FullName
            $new.Sequence; $new.ParentId -eq $a.Id
            """));

    [Fact]
    public void ANewSnapshotIsKeptAndTheOldOneStays() =>
        Assert.Equal(["us fixed", "eu", "3"], Texts("""
            $new = $a | Update-RunSnapshot -Label fixed -Patch '[', '{"op":"replace","path":"/executionContext/region","value":"us"}', ']'
            "$($new.ExecutionContext.region) $($new.Label)"; $a.ExecutionContext.region; @(Get-RunSnapshot $id).Count
            """));

    [Fact]
    public void OptionsOfAComparisonHoldForItsPatch() =>
        Assert.Equal(["1", "/status"], Texts("""
            $patch = Compare-RunSnapshot $a $b -Path /status -As JsonPatch
            ($patch -split '"op"').Count - 1; if ($patch -match '"path":"([^"]+)"') { $Matches[1] }
            """));

    [Fact]
    public void AHistoryGivesAPatchForEachStep() =>
        Assert.Equal(["1"], Texts("@($a, $b | Compare-RunSnapshot -As JsonPatch).Count"));

    [Fact]
    public void WhatIfKeepsNothing() =>
        Assert.Equal(["2"], Texts("Update-RunSnapshot $a -Patch '[]' -WhatIf; @(Get-RunSnapshot $id).Count"));

    [Fact]
    public void TextThatIsNoPatchIsAnErrorThatNamesTheOperation()
    {
        ErrorRecord error = Fails("""Update-RunSnapshot $a -Patch '[{"op":"spam","path":"/a"}]'""", "InvalidPatch,PSSnapshots.Commands.UpdateRunSnapshotCommand", ErrorCategory.InvalidData);

        Assert.Equal(0, PSObject.AsPSObject(error.Exception).Properties["OperationIndex"].Value);
    }

    [Fact]
    public void APatchThatFailsKeepsNothingAndTheOthersGoOn()
    {
        ErrorRecord error = FailsAndGoesOn(
            """
            $patch = '[{"op":"add","path":"/executionContext/x","value":1},{"op":"test","path":"/status","value":"RUNNING"}]'
            ($a, $b | Update-RunSnapshot -Patch $patch).Sequence; @(Get-RunSnapshot $id).Count
            """,
            "PatchFailed,PSSnapshots.Commands.UpdateRunSnapshotCommand", ErrorCategory.InvalidOperation, "3", "3");

        PSObject failure = PSObject.AsPSObject(error.Exception);
        Assert.Equal(1, failure.Properties["OperationIndex"].Value);
        Assert.Equal("/status", failure.Properties["Path"].Value);
        Assert.Equal(1, PSObject.AsPSObject(error.TargetObject).Properties["Sequence"].Value);
    }

    [Fact]
    public void AResultThatIsNoSnapshotIsRefused() =>
        Assert.Contains("/status", Fails(
            """Update-RunSnapshot $a -Patch '[{"op":"remove","path":"/status"}]'""", $"PatchFailed,{Class}", ErrorCategory.InvalidOperation).Exception.Message, StringComparison.Ordinal);
}
