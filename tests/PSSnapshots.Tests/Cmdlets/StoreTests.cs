using System.Management.Automation;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

/// <summary>-Store of the cmdlets that list, read, save and remove.</summary>
public sealed class StoreTests : EngineTest
{
    public StoreTests() => Do("""
        $run = New-WorkflowRun deploy $id
        foreach ($label in 'built', 'pushed', 'release-1', 'done') {
            Set-WorkflowRun $run -StepId $label -Output $label
            New-RunSnapshot $run -Label $label | Export-RunSnapshot -Store ./state
        }
        $other = New-WorkflowRun deploy "other-$id"
        New-RunSnapshot $other | Export-RunSnapshot -Store ./state
        function Left { "$((Get-RunSnapshot $id -Store ./state).Sequence)" }
        """);

    private string OfThree => PathOf(Path.Combine("state", $"{Id}.00000003.checkpoint.json"));

    [Theory]
    [InlineData("Get-RunSnapshot -Store ./state | Where-Object RunId -eq $id", "1 2 3 4")]
    [InlineData("Get-RunSnapshot $id -Store ./state", "1 2 3 4")]
    [InlineData("Get-RunSnapshot run-* -Store ./state", "1 2 3 4")]
    [InlineData("Get-RunSnapshot $id -Store ./state -Latest", "4")]
    [InlineData("Get-RunSnapshot $id -Store ./state -Sequence 2, 3", "2 3")]
    [InlineData("Get-RunSnapshot $id -Store ./state -Label *e*", "2 3 4")]
    [InlineData("Get-RunSnapshot $id -Store ./state -At ([DateTimeOffset]::Now.AddDays(1))", "4")]
    public void WhatIsInTheStoreIsFoundAsWhatIsInMemory(string script, string expected) =>
        Assert.Equal([expected], Texts($"\"$(({script}).Sequence)\""));

    [Fact]
    public void ItTellsOfASnapshotWithoutReadingItsState()
    {
        Assert.Equal(
            [Id, "deploy", "3", "release-1", "Initial", "True", OfThree],
            Texts("$s = Get-RunSnapshot $id -Store ./state -Sequence 3; $s.RunId; $s.WorkflowId; $s.Sequence; $s.Label; $s.Status; $s.Size -gt 0; $s.Location"));
    }

    [Theory]
    [InlineData("Import-RunSnapshot -Store ./state -RunId $id -Latest", "4: built pushed release-1 done")]
    [InlineData("Import-RunSnapshot -Store ./state -RunId $id -Sequence 2", "2: built pushed")]
    [InlineData("Get-RunSnapshot $id -Store ./state -Sequence 1 | Import-RunSnapshot", "1: built")]
    [InlineData("Get-RunSnapshot $id -Store ./state -Sequence 1 | Import-RunSnapshot -Store ./state", "1: built")]
    public void AStateIsReadAndKept(string script, string expected) => Assert.Equal([expected, "True"], Texts($$"""
        Clear-RunSnapshot $id
        $read = {{script}}
        "$($read.Sequence): $($read.StepResults.Keys)"
        [object]::ReferenceEquals($read, (Get-RunSnapshot $id))
        """));

    [Fact]
    public void NoRegisterKeepsNothing() =>
        Assert.Equal(["4", "0"], Texts("Clear-RunSnapshot $id; @(Import-RunSnapshot -Store ./state -RunId $id -NoRegister).Count; @(Get-RunSnapshot run-*$id).Count"));

    [Fact]
    public void ARunGoesOnFromItsCheckpoint() => Assert.Equal(["built pushed release-1 done more", "5"], Texts("""
        $again = Import-RunSnapshot -Store ./state -RunId $id -Latest | Restore-RunSnapshot
        Set-WorkflowRun $again -StepId more -Output 1
        $stored = New-RunSnapshot $again | Export-RunSnapshot -Store ./state -PassThru
        "$((Import-RunSnapshot -Store ./state -RunId $id -Latest).StepResults.Keys)"; $stored.Sequence
        """));

    [Theory]
    [InlineData("Remove-RunSnapshot -Store ./state -RunId $id -Sequence 3, 1", "2 4")]
    [InlineData("Get-RunSnapshot $id -Store ./state | Where-Object Sequence -lt 3 | Remove-RunSnapshot", "3 4")]
    [InlineData("Get-RunSnapshot $id -Store ./state -Latest | Remove-RunSnapshot -Store ./state", "1 2 3")]
    [InlineData("Remove-RunSnapshot -Store ./state -RunId $id -MaxCount 1", "4")]
    [InlineData("Remove-RunSnapshot -Store ./state -MaxCount 1 -PinnedLabel release*, none", "3 4")]
    [InlineData("Remove-RunSnapshot -Store ./state -MaxAge 0", "4")]
    [InlineData("Remove-RunSnapshot -Store ./state -MaxAge 7.00:00:00", "1 2 3 4")]
    [InlineData("Remove-RunSnapshot -Store ./state -MaxBytes 0", "4")]
    [InlineData("Remove-RunSnapshot -Store ./state -MaxBytes 100MB", "1 2 3 4")]
    [InlineData("Remove-RunSnapshot -Store ./state -RunId other-* -MaxCount 1", "1 2 3 4")]
    [InlineData("Remove-RunSnapshot -Store ./state -MaxCount 1 -WhatIf", "1 2 3 4")]
    [InlineData("Remove-RunSnapshot -Store ./state -RunId $id -Sequence 1 -WhatIf", "1 2 3 4")]
    public void WhatIsToGoGoes(string script, string left) =>
        Assert.Equal([left, "1", "built pushed release-1 done"], Texts($$"""
            {{script}}; Left; @(Get-RunSnapshot "other-$id" -Store ./state).Count
            Clear-RunSnapshot $id; "$(($run | New-RunSnapshot).StepResults.Keys)"
            """));

    [Fact]
    public void SavingWithWhatIfMakesNothing() =>
        Assert.Equal(["False"], Texts("New-RunSnapshot $run | Export-RunSnapshot -Store ./none -WhatIf; [IO.Directory]::Exists(\"$pwd/none\")"));

    [Fact]
    public void AStoreObjectIsUsedAndStaysOpen() => Assert.Equal(["1", "1"], Texts("""
        $store = [PSSnapshots.Storage.MemorySnapshotStore]::new()
        New-RunSnapshot $run | Export-RunSnapshot -Store $store
        (Get-RunSnapshot -Store $store).Sequence; (Import-RunSnapshot -Store $store).Sequence | ForEach-Object { 1 }
        """));

    [Fact]
    public void AStoredSnapshotWithoutAPlaceNeedsItsStore() => Fails(
        """
        $store = [PSSnapshots.Storage.MemorySnapshotStore]::new()
        New-RunSnapshot $run | Export-RunSnapshot -Store $store -PassThru | Import-RunSnapshot
        """, "StoreUnknown,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.InvalidArgument);

    [Fact]
    public void ADamagedCheckpointIsAWarningAndTheOthersAreThere()
    {
        File.WriteAllText(OfThree, "");
        File.WriteAllText(PathOf("state/notes.txt"), "mine");

        InvokeResult result = Engine.Run("Get-RunSnapshot -Store ./state | Where-Object RunId -eq $id | ForEach-Object Sequence");

        Assert.Equal(["1", "2", "4"], result.Output.Select(item => item?.ToString()));
        Assert.Empty(result.Errors);
        Assert.Equal(
            [$"'{OfThree}' was passed over: The file is empty.", $"'{PathOf("state/notes.txt")}' was passed over: It is no file of a store of snapshots."],
            result.Warnings.OrderByDescending(text => text.Contains(".json", StringComparison.Ordinal)));
    }

    [Fact]
    public void AStateThatIsDamagedIsAnErrorAndTheOthersAreRead()
    {
        string journal = Assert.Single(Directory.GetFiles(PathOf("state"), $"{Id}.*.journal"));
        using (FileStream stream = new(journal, FileMode.Open)) stream.SetLength(stream.Length - 1);

        ErrorRecord error = FailsAndGoesOn(
            "Import-RunSnapshot -Store ./state -RunId $id | ForEach-Object Sequence", "StoreReadFailed,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.ReadError, "1", "2", "3");

        Assert.Equal($"{Id} #4", error.TargetObject?.ToString());
        Assert.Contains(journal, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANumberThatIsNotThereIsAnErrorAndTheOthersComeOut()
    {
        FailsAndGoesOn("(Get-RunSnapshot $id -Store ./state -Sequence 9, 2).Sequence", "SnapshotNotFound,PSSnapshots.Commands.GetRunSnapshotCommand", ErrorCategory.ObjectNotFound, "2");
        FailsAndGoesOn("(Import-RunSnapshot -RunId $id -Store ./state -Sequence 9, 2).Sequence", "SnapshotNotFound,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.ObjectNotFound, "2");
        FailsAndGoesOn("Remove-RunSnapshot -RunId $id -Store ./state -Sequence 9, 2; Left", "SnapshotNotFound,PSSnapshots.Commands.RemoveRunSnapshotCommand", ErrorCategory.ObjectNotFound, "1 3 4");
        FailsAndGoesOn("Get-RunSnapshot none -Store ./state", "SnapshotNotFound,PSSnapshots.Commands.GetRunSnapshotCommand", ErrorCategory.ObjectNotFound);
    }

    [Theory]
    [InlineData("Get-RunSnapshot -Store ./nowhere", "StoreNotFound,PSSnapshots.Commands.GetRunSnapshotCommand", ErrorCategory.ObjectNotFound)]
    [InlineData("Import-RunSnapshot -Store nodrive:/x", "StoreNotFound,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.ObjectNotFound)]
    [InlineData("Get-RunSnapshot -Store variable:x", "NotFileSystem,PSSnapshots.Commands.GetRunSnapshotCommand", ErrorCategory.InvalidArgument)]
    [InlineData("Get-RunSnapshot -Store 7", "NotAStore,PSSnapshots.Commands.GetRunSnapshotCommand", ErrorCategory.InvalidArgument)]
    [InlineData("[IO.File]::WriteAllText(\"$pwd/file\", ''); $run | New-RunSnapshot | Export-RunSnapshot -Store file", "StoreIsFile,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.InvalidArgument)]
    [InlineData("Get-RunSnapshot -Store ./state -Manager (New-RunSnapshotManager)", "StoreAndManager,PSSnapshots.Commands.GetRunSnapshotCommand", ErrorCategory.InvalidArgument)]
    [InlineData("Remove-RunSnapshot -Store ./state -RunId x", "NoRetentionLimit,PSSnapshots.Commands.RemoveRunSnapshotCommand", ErrorCategory.InvalidArgument)]
    public void WhatIsNoStoreIsAnError(string script, string errorId, ErrorCategory category) => Fails(script, errorId, category);

    [Fact]
    public void WhatCannotBeSavedIsAnErrorAndTheOthersAre()
    {
        // A folder in the place of the run's first journal's values: nothing large can be kept.
        File.WriteAllText(PathOf("state/values"), "in the way");
        Do("$large = New-WorkflowRun deploy \"large-$id\" -InputData ('x' * 20000)");

        ErrorRecord error = FailsAndGoesOn(
            "$large, $run | New-RunSnapshot | Export-RunSnapshot -Store ./state; Left", "StoreWriteFailed,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.WriteError, "1 2 3 4 5");

        Assert.Contains(PathOf("state"), error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIfSaysWhyEachGoes()
    {
        RecordingHost host = new();
        using ModuleEngine engine = new(host);
        engine.Invoke("""
            $run = New-WorkflowRun deploy deploy-7
            1..3 | ForEach-Object { $run | New-RunSnapshot | Export-RunSnapshot -Store ./state }
            Remove-RunSnapshot -Store ./state -MaxCount 2 -WhatIf
            """);

        Assert.Contains(host.Shown, line => line.Contains("Remove (it is not among the newest 2)", StringComparison.Ordinal) && line.Contains("deploy-7 #1", StringComparison.Ordinal));
    }
}
