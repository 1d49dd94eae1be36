using System.Management.Automation;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class NewRunSnapshotTests : EngineTest
{
    public NewRunSnapshotTests() => Do("$run = New-WorkflowRun deploy $id; Set-WorkflowRun $run -Status Running -StepId a -Output 1");

    [Fact]
    public void ASnapshotIsNumberedLabelledAndLinkedToTheOneBefore() =>
        Assert.Equal(["1 first ", "2  True"], Texts("""
            $a = New-RunSnapshot -Run $run -Label first; $b = New-RunSnapshot $run
            "$($a.Sequence) $($a.Label) $($a.ParentId)"; "$($b.Sequence) $($b.Label) $($b.ParentId -eq $a.Id)"
            """));

    [Fact]
    public void ASnapshotDoesNotChangeWithItsRun() =>
        Assert.Equal(["Running", "1"], Texts("""
            $a = New-RunSnapshot $run; Set-WorkflowRun $run -Status Failed -StepId b -StepStatus Failed
            $a.Status; $a.StepCount
            """));

    [Theory]
    [InlineData("$run")]
    [InlineData("$run.Store")]
    [InlineData("$run.Store.State")]
    [InlineData("$run | New-RunSnapshot -Manager (New-RunSnapshotManager)")]
    public void ARunItsStoreItsStateAndASnapshotAreCaptured(string source) =>
        Assert.Equal(["True 1 step: 1 completed"], Texts(
            $"({source}) | New-RunSnapshot | ForEach-Object {{ \"$($_.RunId -eq $id) $($_.StepResults.ToString())\" }}"));

    [Fact]
    public void AnythingShapedLikeARunIsCapturedWithAllItsFields() =>
        Assert.Equal(
            ["Running", "Completed 1", "Failed no", "1 2", "3", "s d", "e W", "eu", "g", "out", "boo", "in"],
            Texts("""
                $shaped = [pscustomobject]@{
                    runId = $id; workflowId = 'w'; status = 'RUNNING'; input = 'in'; executionPath = 1, 2; suspendedPaths = @{ s = @(3) }
                    stepResults = [ordered]@{ a = @{ status = 'completed'; output = 1 }; b = [pscustomobject]@{ Status = 'Failed'; Error = 'no' } }
                    logs = @{ timestamp = 1000; description = 'd'; stepId = 's' }
                    events = @(@{ timestamp = [datetime]::UnixEpoch; description = 'e'; payload = @{ x = 1 } })
                    executionContext = @{ region = 'eu' }; executionGraph = @(@{ id = 'g' }); result = 'out'; error = 'boo'
                }
                $s = $shaped | New-RunSnapshot
                $s.Status; "$($s.StepResults['a'].Status) $($s.StepResults['a'].Output)"; "$($s.StepResults['b'].Status) $($s.StepResults['b'].Error)"
                $s.ExecutionPath -join ' '; $s.SuspendedPaths['s'] -join ' '; "$($s.Logs[0].StepId) $($s.Logs[0].Description)"
                "$($s.Events[0].Description) $("$($s.Events[0].Type)"[0])"; $s.ExecutionContext.region; $s.ExecutionGraph[0].id; $s.Result; $s.Error.Message; $s.Input
                """));

    [Fact]
    public void AHashtableNeedsOnlyItsIds() =>
        Assert.Equal(["Initial"], Texts("(New-RunSnapshot @{ RunId = $id; WorkflowId = 'w' }).Status"));

    [Fact]
    public void OneBadRunAmongManyIsOneErrorAndTheOthersAreCaptured()
    {
        ErrorRecord error = FailsAndGoesOn(
            "$run, 5, $run | New-RunSnapshot | ForEach-Object Sequence",
            "NoRunFields,PSSnapshots.Commands.NewRunSnapshotCommand", ErrorCategory.InvalidArgument, "1", "2");

        Assert.Equal(5, ((PSObject)error.TargetObject!).BaseObject);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ RunId = 'x' }", "WorkflowId")]
    [InlineData("@{ WorkflowId = 'x' }", "RunId")]
    [InlineData("@{ WorkflowId = 'x'; RunId = '' }", "RunId")]
    [InlineData("'text'", "WorkflowId")]
    public void AnObjectWithoutIdsIsNoRun(string source, string missing)
    {
        ErrorRecord error = Fails(
            $"New-RunSnapshot ({source})", "NoRunFields,PSSnapshots.Commands.NewRunSnapshotCommand", ErrorCategory.InvalidArgument);

        Assert.Contains($"'{missing}'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-RunSnapshot $null")]
    [InlineData("$null | New-RunSnapshot")]
    public void ANullRunIsAnErrorOfItsOwn(string script) =>
        Assert.Null(Fails(script, "NullRun,PSSnapshots.Commands.NewRunSnapshotCommand", ErrorCategory.InvalidArgument).TargetObject);

    [Theory]
    [InlineData("Status = 'Nope'", "/status")]
    [InlineData("Logs = @(1)", "/logs/0")]
    [InlineData("Logs = @(@{ Timestamp = 'x' })", "/logs/0/timestamp")]
    [InlineData("Logs = @(@{ Timestamp = 1; Metadata = 5 })", "/logs/0/metadata")]
    [InlineData("Events = @(@{ Timestamp = 1; Payload = 5 })", "/events/0/payload")]
    [InlineData("Events = @(@{ Description = 'd' })", "/events/0")]
    [InlineData("StepResults = @{ a = @{ Output = 1 } }", "/stepResults/a")]
    [InlineData("StepResults = @{ a = @{ Status = 'Completed'; Output = { 1 } } }", "/stepResults/a/output")]
    [InlineData("ExecutionPath = 'x'", "/executionPath")]
    [InlineData("SuspendedPaths = @{ a = 'x' }", "/suspendedPaths/a")]
    [InlineData("ExecutionContext = @{ a = { 1 } }", "/executionContext/a")]
    [InlineData("ExecutionGraph = @(5)", "/executionGraph/0")]
    public void AFieldThatDoesNotFitIsNamed(string field, string path)
    {
        ErrorRecord error = Fails(
            $"New-RunSnapshot @{{ RunId = $id; WorkflowId = 'w'; {field} }}",
            "UnsupportedValue,PSSnapshots.Commands.NewRunSnapshotCommand", ErrorCategory.InvalidType);

        Assert.Contains($"'{path}'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIfTakesNoSnapshot() =>
        Assert.Equal(["0"], Texts("$manager = New-RunSnapshotManager; New-RunSnapshot $run -Manager $manager -WhatIf; $manager.Count"));

    [Fact]
    public void AnotherManagerKeepsItInsteadOfTheSessions() =>
        Assert.Equal(["1", "0"], Texts("""
            $manager = New-RunSnapshotManager; $run | New-RunSnapshot -Manager $manager | Out-Null
            (Get-RunSnapshot $id -Manager $manager).Count; @(Get-RunSnapshot "$id*").Count
            """));

    [Fact]
    public void VerboseSaysWhatAndHowLongAndDebugHowLarge()
    {
        InvokeResult result = Engine.Run("$s = New-RunSnapshot $run -Verbose -Debug; $s.Id; (ConvertTo-RunSnapshotJson $s -Compress).Length");

        string[] output = [.. result.Output.Select(item => item.ToString())];
        Assert.Matches($@"^Captured {Id} #1 \(Running, 1 step: 1 completed\), 2 logs, 2 events, in [0-9.]+ µs\.$", result.Verbose[^1]);
        Assert.Equal($"Snapshot {output[0]} is {output[1]} bytes of compact JSON; steps: a.", Assert.Single(result.Debug));
    }

    [Fact]
    public void PreferencesAskForTheMessagesToo()
    {
        InvokeResult result = Engine.Run("$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; $s = New-RunSnapshot $run");

        Assert.Contains(result.Verbose, message => message.StartsWith("Captured ", StringComparison.Ordinal));
        Assert.Single(result.Debug);
    }

    [Fact]
    public void UnaskedNothingIsSaid()
    {
        InvokeResult result = Engine.Run("$s = New-RunSnapshot $run");

        Assert.Empty(result.Verbose.Concat(result.Debug).Concat(result.Warnings));
    }
}
