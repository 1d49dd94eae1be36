using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Fidelity;

/// <summary>A snapshot is restored into the object that a script holds, whatever its shape.</summary>
public sealed class RestoreIntoObjectTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.RestoreRunSnapshotCommand";

    public RestoreIntoObjectTests() => Do("""
        $run = New-WorkflowRun deploy $id -InputData @{ env = 'prod' }
        Set-WorkflowRun $run -Status Running -StepId build -Output @{ image = 'web:1'; at = [datetimeoffset]'2026-01-02T03:04:05Z'; price = 1.50d } -Log built -Context @{ region = 'eu'; n = [decimal]2 }
        Set-WorkflowRun $run -StepId check -StepError 'no route' -ExecutionPath 1, 0
        Set-WorkflowRun $run -StepId ask -StepStatus Suspended -SuspendedPath 2, 1
        $snapshot = New-RunSnapshot $run
        function Differences($held) { @(Compare-RunSnapshot $snapshot (New-RunSnapshot $held)) | ForEach-Object ToString }
        class Open { [string]$RunId; [string]$WorkflowId; [string]$Status = 'Initial'; [object]$InputData; [hashtable]$StepResults; [int[]]$ExecutionPath
            [hashtable]$SuspendedPaths; [object[]]$Events; [object]$Result; [object]$Error; [System.Collections.Generic.List[object]]$Logs; [hashtable]$ExecutionContext }
        """);

    public static TheoryData<string> Shapes { get; } =
    [
        "@{ RunId = $id; WorkflowId = 'deploy' }",
        "@{ runId = $id; workflowId = 'deploy'; status = 'COMPLETED'; executionContext = @{ region = 'us'; gone = 1 } }",
        "[ordered]@{ RUNID = $id; workflowID = 'deploy'; STATUS = 'Failed'; Result = 5; Error = 'no' }",
        "[hashtable]::Synchronized(@{ RunId = $id; WorkflowId = 'deploy'; Logs = [System.Collections.ArrayList]::Synchronized([System.Collections.ArrayList]@()) })",
        "[pscustomobject]@{ RunId = $id; WorkflowId = 'deploy' }",
        "[pscustomobject]@{ runId = $id; workflowId = 'deploy'; input = 1; stepResults = [pscustomobject]@{ build = [pscustomobject]@{ status = 'failed' } } }",
        "$map = [System.Collections.Generic.Dictionary[string, object]]::new(); $map.RunId = $id; $map.WorkflowId = 'deploy'; $map",
        "$map = [System.Collections.Concurrent.ConcurrentDictionary[string, object]]::new(); $map['RunId'] = $id; $map['WorkflowId'] = 'deploy'; $map",
        "[Open]@{ RunId = $id; WorkflowId = 'deploy'; Error = 'no' }",
        "$o = [Open]@{ RunId = $id; WorkflowId = 'deploy'; Logs = @(); ExecutionContext = @{ region = 'us' } }; [psobject]$o",
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ACaptureOfItEqualsTheSnapshot(string shape) =>
        Assert.Equal(["same object"], Texts($$"""
            $held = & { {{shape}} }
            if ([object]::ReferenceEquals($held, (Restore-RunSnapshot $snapshot $held -PassThru))) { 'same object' }
            Differences $held
            """));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void UndoingGivesBackWhatACaptureHadBefore(string shape) =>
        Assert.Empty(Texts($$"""
            $held = & { {{shape}} }; $before = New-RunSnapshot $held
            Restore-RunSnapshot $snapshot $held; Undo-RunSnapshotRestore $held
            Compare-RunSnapshot $before (New-RunSnapshot $held) | Where-Object { -not ($_.Path -eq '/input' -and $null -eq $_.From -and $null -eq $_.To) } | ForEach-Object ToString
            """));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void WhatIfEmitsTheChangesAndMakesNone(string shape) =>
        Assert.Equal(["True", "True"], Texts($$"""
            $held = & { {{shape}} }; $before = New-RunSnapshot $held
            $plan = Restore-RunSnapshot $snapshot $held -WhatIf | ForEach-Object ToString
            $null -eq (Compare-RunSnapshot $before (New-RunSnapshot $held)); "$plan" -eq "$(Compare-RunSnapshot $before $snapshot | ForEach-Object ToString)"
            """));

    [Fact]
    public void TheObjectsOwnNamesAndOtherFieldsStay() =>
        Assert.Equal(["MINE,RUNID,STATUS,WORKFLOWID", "Running", "kept"], Texts("""
            $held = @{ RUNID = $id; WORKFLOWID = 'deploy'; STATUS = 'Failed'; MINE = 'kept' }
            $bare = New-RunSnapshot @{ RunId = $id; WorkflowId = 'deploy'; Status = 'Running' }
            Restore-RunSnapshot $bare $held
            [string[]]$names = $held.Keys; [array]::Sort($names); $names -join ','; $held.STATUS; $held.MINE
            """));

    [Fact]
    public void NestedPartsAreWhatAHashtableHasAndCanBeChanged() =>
        Assert.Equal(
            ["Completed", "web:1", "DateTimeOffset", "Decimal", "no route", "2,1", "1,0", "eu", "built", "Failed"],
            Texts("""
                $held = @{ RunId = $id; WorkflowId = 'deploy' }; Restore-RunSnapshot $snapshot $held
                $steps = $held.StepResults; $steps.build.Status; $steps.build.Output.image; $steps.build.Output.at.GetType().Name; $held.ExecutionContext.n.GetType().Name
                $steps.check.Error; $steps.ask.SuspendedPath -join ','; $held.ExecutionPath -join ','; $held.ExecutionContext['region']
                $held.Logs | Where-Object { $_.Description -eq 'built' } | ForEach-Object { $_.Description }
                $steps.build.Status = 'Failed'; $steps.more = @{ Status = 'Running' }; (New-RunSnapshot $held).StepResults['build'].Status
                """));

    [Fact]
    public void CollectionsStayOfTheirType() =>
        Assert.Equal(["SyncHashtable", "List`1", "Dictionary`2", "PSCustomObject", "Hashtable", "True"], Texts("""
            $held = @{ RunId = $id; WorkflowId = 'deploy'; StepResults = [hashtable]::Synchronized(@{}); Logs = [System.Collections.Generic.List[object]]::new()
                ExecutionContext = [System.Collections.Generic.Dictionary[string, object]]::new(); SuspendedPaths = [pscustomobject]@{ a = 1, 2 } }
            Restore-RunSnapshot $snapshot $held
            foreach ($field in 'StepResults', 'Logs', 'ExecutionContext', 'SuspendedPaths') { , $held[$field] | ForEach-Object { $_.GetType().Name } }
            $held.StepResults.build.Output.GetType().Name; $held.StepResults.IsSynchronized
            """));

    [Fact]
    public void WhatIsTheSameIsNotTouched() =>
        Assert.Equal(["True", "True"], Texts("""
            $held = @{ RunId = $id; WorkflowId = 'deploy'; Status = 'Running'; StepResults = @{ a = @{ Status = 'Completed'; Output = 1 } }; ExecutionContext = @{ k = 1 } }
            $mine = New-RunSnapshot $held; $steps = $held.StepResults; $held.ExecutionContext = @{ k = 2 }
            Restore-RunSnapshot $mine $held
            [object]::ReferenceEquals($steps, $held.StepResults); $held.ExecutionContext.k -eq 1
            """));

    [Fact]
    public void NamesThatDifferInCaseOrAreEmptyAreToldApart() =>
        Assert.Equal(["1 2 3", "1 2 3"], Texts("""
            Set-WorkflowRun $run -StepId A -Output 1; Set-WorkflowRun $run -StepId a -Output 2; $run.Store.SetContext('', 3); $snapshot = New-RunSnapshot $run
            foreach ($held in @{ RunId = $id; WorkflowId = 'deploy' }, [pscustomobject]@{ RunId = $id; WorkflowId = 'deploy' }) {
                Restore-RunSnapshot $snapshot $held; Differences $held
                "$($held.StepResults['A'].Output) $($held.StepResults['a'].Output) $($held.ExecutionContext[''])"
            }
            """));

    [Fact]
    public void TheLatestIsFoundByTheObjectsRunId() =>
        Assert.Equal(["Running"], Texts("$held = @{ RunId = $id; WorkflowId = 'deploy' }; Restore-RunSnapshot -Latest -Run $held; $held.Status"));

    [Fact]
    public void AnInputThatTheSnapshotHasNotIsTakenAway() =>
        Assert.Equal(["RunId,Status,WorkflowId"], Texts("""
            $bare = New-RunSnapshot @{ RunId = $id; WorkflowId = 'deploy' }
            $held = @{ RunId = $id; WorkflowId = 'deploy'; Status = 'Running'; Input = 1; InputData = 2 }
            Restore-RunSnapshot $bare $held; [string[]]$names = $held.Keys; [array]::Sort($names); $names -join ','
            """));

    [Theory]
    [InlineData("@{ RunId = 'other'; WorkflowId = 'deploy' }")]
    [InlineData("@{ RunId = $id; WorkflowId = 'other' }")]
    [InlineData("[pscustomobject]@{ RunId = 'other'; WorkflowId = 'deploy' }")]
    public void ASnapshotOfAnotherRunOrWorkflowIsRefusedWithoutForce(string shape)
    {
        FailsAndGoesOn(
            $"$held = {shape}; Restore-RunSnapshot $snapshot $held; \"$($held.Status)\"", $"RunMismatch,{Class}", ErrorCategory.InvalidOperation, "");

        Assert.Equal(["Running", "True"], Texts($$"""
            $held = {{shape}}; $was = "$($held.RunId) $($held.WorkflowId)"
            Restore-RunSnapshot $snapshot $held -Force; $held.Status; "$($held.RunId) $($held.WorkflowId)" -eq $was
            """));
    }

    [Theory]
    [InlineData("class Closed { [string]$RunId; [string]$WorkflowId; [string]$Status }; [Closed]@{ RunId = $id; WorkflowId = 'deploy' }", "no such property")]
    [InlineData("$h = [pscustomobject]@{ RunId = $id; WorkflowId = 'deploy' }; $h.PSObject.Properties.Add([psscriptproperty]::new('Logs', { , @() })); $h", "read-only")]
    [InlineData("([ordered]@{ RunId = $id; WorkflowId = 'deploy' }).AsReadOnly()", "read-only")]
    [InlineData("$m = [System.Collections.Generic.Dictionary[string, string]]::new(); $m.RunId = $id; $m.WorkflowId = 'deploy'; $m", "does not hold")]
    [InlineData("class Numbered { [string]$RunId; [string]$WorkflowId; [int]$Status; [object]$Input; [object]$StepResults; [object]$Events; [object]$Logs; [object]$SuspendedPaths; [object]$ExecutionPath; [object]$ExecutionContext }; [Numbered]@{ RunId = $id; WorkflowId = 'deploy' }", "does not convert")]
    [InlineData("class Choosy { [string]$RunId; [string]$WorkflowId; [string]$Status = 'Initial'; [object]$Input; [object]$StepResults; [object]$Events; [ValidateCount(0, 1)][object[]]$Logs; [object]$SuspendedPaths; [object]$ExecutionPath; [object]$ExecutionContext }; [Choosy]@{ RunId = $id; WorkflowId = 'deploy' }", "refuses")]
    [InlineData("New-RunSnapshot @{ RunId = $id; WorkflowId = 'deploy' }", "read-only")]
    public void WhatCannotTakeAFieldIsAsItWasAndKeepsNothingToUndo(string shape, string reason)
    {
        ErrorRecord error = FailsAndGoesOn(
            $$"""
            $held = & { {{shape}} }; $before = New-RunSnapshot $held
            Restore-RunSnapshot $snapshot $held; @(Compare-RunSnapshot $before (New-RunSnapshot $held)).Count; @(Get-RunSnapshot $id -Label before-restore).Count
            """,
            $"FieldNotWritable,{Class}", ErrorCategory.InvalidOperation, "0", "0");

        Assert.Contains(reason, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIfSaysItToo() =>
        FailsAndGoesOn(
            "class Shut { [string]$RunId; [string]$WorkflowId }; Restore-RunSnapshot $snapshot ([Shut]@{ RunId = $id; WorkflowId = 'deploy' }) -WhatIf",
            "FieldNotWritable,PSSnapshots.Commands.RestoreRunSnapshotCommand", ErrorCategory.InvalidOperation);

    [Fact]
    public void ATypeThatWouldLoseWhatIsInTheValueIsRefused() =>
        FailsAndGoesOn(
            "class Texts { [string]$RunId; [string]$WorkflowId; [string]$Result }; $a = [Texts]@{ RunId = $id; WorkflowId = 'deploy' }; "
            + "$s = New-RunSnapshot @{ RunId = $id; WorkflowId = 'deploy'; Result = @{ a = 1 } }; Restore-RunSnapshot $s $a; \"$($a.Result)\"",
            $"FieldNotWritable,{Class}", ErrorCategory.InvalidOperation, "");

    [Theory]
    [InlineData("@{ RunId = 'x' }", "NoRunFields", ErrorCategory.InvalidArgument)]
    [InlineData("'text'", "NoRunFields", ErrorCategory.InvalidArgument)]
    [InlineData("@{ RunId = $id; WorkflowId = 'deploy'; Status = 'Nowhere' }", "UnsupportedValue", ErrorCategory.InvalidType)]
    public void WhatIsNoRunIsAnError(string shape, string errorId, ErrorCategory category) =>
        FailsAndGoesOn($"Restore-RunSnapshot $snapshot ({shape})", $"{errorId},{Class}", category);

    [Fact]
    public void AWarningNamesWhatNoObjectHolds()
    {
        Hosting.InvokeResult result = Engine.Run("""
            $json = ($snapshot | ConvertTo-RunSnapshotJson -Compress) -replace '^{', '{"elsewhere":{"a":1},'
            $import = $json | ConvertFrom-RunSnapshotJson
            $held = @{ RunId = $id; WorkflowId = 'deploy' }; Restore-RunSnapshot $import $held; $held.Status
            """);

        Assert.Empty(result.Errors);
        Assert.Contains("/elsewhere", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("Running", Assert.Single(result.Output)?.ToString());
    }

    [Fact]
    public void ARunsStoreIsARunToo() =>
        Assert.Equal(["1"], Texts("Set-WorkflowRun $run -StepId more -Output 1; Restore-RunSnapshot $snapshot $run.Store; 4 - $run.StepCount"));
}
