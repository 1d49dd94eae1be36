using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class RepairRunSnapshotTests : EngineTest
{
    public RepairRunSnapshotTests() => Do("""
        $run = New-WorkflowRun deploy $id; Set-WorkflowRun $run -StepId build -Output 1 -Status Running; Set-WorkflowRun $run -StepId push -Output 'é'
        $a = New-RunSnapshot $run -Manager (New-RunSnapshotManager); $json = ConvertTo-RunSnapshotJson $a
        $cut = $json.Substring(0, $json.IndexOf('"push"') + 20)
        """);

    [Fact]
    public void OfACutTextWhatIsWholeIsKeptAndTheRestIsListed() =>
        Assert.Equal(["1", "build", "/stepResults/push", "True", "Running"], Texts("""
            $repair = $cut | Repair-RunSnapshot
            $repair.StepCount; $repair.Snapshot.StepResults.Keys; $repair.Lost[0].Path; $repair.LostCount -eq $repair.Lost.Count; "$($repair.Status)"
            """));

    [Fact]
    public void WhatIsWholeHasLostNothing() =>
        Assert.Equal(["0", "0"], Texts("($json | Repair-RunSnapshot).LostCount; @(Compare-RunSnapshot $a ($json | Repair-RunSnapshot).Snapshot).Count"));

    [Fact]
    public void FilesAreReadByPathPatternAndListingAndStayAsTheyAre()
    {
        File.WriteAllText(PathOf("cut[1].json"), (string)Engine.Runspace.SessionStateProxy.GetVariable("cut"));
        File.WriteAllText(PathOf("cut2.json"), (string)Engine.Runspace.SessionStateProxy.GetVariable("cut"));
        byte[] before = File.ReadAllBytes(PathOf("cut2.json"));

        Assert.Equal([PathOf("cut2.json"), PathOf("cut[1].json")], Texts("Repair-RunSnapshot *.json | ForEach-Object Path").Order(StringComparer.Ordinal));
        Assert.Equal(["1"], Texts("Repair-RunSnapshot -LiteralPath 'cut[1].json' | ForEach-Object StepCount"));
        Assert.Equal([PathOf("cut[1].json")], Texts("[System.IO.FileInfo]::new(\"$pwd/cut[1].json\") | Repair-RunSnapshot | ForEach-Object Path"));
        Assert.Equal(before, File.ReadAllBytes(PathOf("cut2.json")));
    }

    [Fact]
    public void WhatIsSavedIsExportedAndRestoredAndNotKept() =>
        Assert.Equal(["True", "1", "0"], Texts("""
            $repair = $cut | Repair-RunSnapshot
            Export-RunSnapshot -Snapshot $repair.Snapshot -Path saved.json; Test-RunSnapshot -Path saved.json
            (Restore-RunSnapshot $repair.Snapshot).StepResults.Count; @(Get-RunSnapshot "$id*").Count
            """));

    [Fact]
    public void TheRunAndTheWorkflowMayBeGiven() =>
        Assert.Equal(["r w", "r x"], Texts("""
            '{"status":"FAILED","stepResults":{' | Repair-RunSnapshot -RunId r -WorkflowId w | ForEach-Object { "$($_.RunId) $($_.WorkflowId)" }
            '{"workflowId":"x","status":"FAILED",' | Repair-RunSnapshot -RunId r -WorkflowId w | ForEach-Object { "$($_.RunId) $($_.WorkflowId)" }
            """));

    [Fact]
    public void ATextWithNothingOfASnapshotIsAnErrorAndTheRestGoesOn() =>
        FailsAndGoesOn("'nothing', $json | Repair-RunSnapshot | ForEach-Object LostCount", "NotRepairable,PSSnapshots.Commands.RepairRunSnapshotCommand", ErrorCategory.InvalidData, "0");

    [Fact]
    public void AnExportOfWhichNothingTellsTheRunIsAnErrorThatSaysWhatToGive()
    {
        File.WriteAllText(PathOf("head.json"), "{\"workflowId\":\"w\",\"status\":\"FAILED\",");

        ErrorRecord error = FailsAndGoesOn("Repair-RunSnapshot head.json", "RequiredFieldLost,PSSnapshots.Commands.RepairRunSnapshotCommand", ErrorCategory.InvalidData);

        Assert.Contains("-RunId", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(PathOf("head.json"), error.TargetObject);
    }
}
