using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

/// <summary>A hashtable that is captured again holds but one copy of what it had before.</summary>
public sealed class RepeatedCaptureTests : EngineTest
{
    public RepeatedCaptureTests() => Do("""
        function Same($a, $b) { [object]::ReferenceEquals($a, $b) }
        function Table($output, [string[]]$more) {
            @{
                RunId = $id; WorkflowId = 'w'; Status = 'Running'; Input = @{ env = 'prod' }
                StepResults = [ordered]@{ a = @{ Status = 'Completed'; Output = @{ at = [datetime]::UnixEpoch } }; b = @{ Status = 'Completed'; Output = $output } }
                Logs = @('one') + $more | ForEach-Object { @{ Timestamp = 1000; Description = $_ } }
                Events = , @{ Timestamp = 1000; Description = 'e'; Payload = @{ x = 1 } }
                ExecutionContext = @{ region = 'eu' }
            }
        }
        """);

    [Fact]
    public void TheSameContentAgainIsTheSameObjects() =>
        Assert.Equal(["True True True", "2 True", "0"], Texts("""
            $a = New-RunSnapshot (Table 1); $b = New-RunSnapshot (Table 1)
            "$(Same $a.StepResults $b.StepResults) $(Same $a.Logs $b.Logs) $(Same $a.Events $b.Events)"; "$($b.Sequence) $($b.ParentId -eq $a.Id)"; @(Compare-RunSnapshot $a $b).Count
            """));

    [Fact]
    public void OnlyWhatChangedIsNew() =>
        Assert.Equal(["False True False", "True True", "/stepResults/b/output /logs/2"], Texts("""
            $a = New-RunSnapshot (Table 1 'two'); $b = New-RunSnapshot (Table 2 'two', 'three')
            "$(Same $a.StepResults $b.StepResults) $(Same $a.StepResults['a'] $b.StepResults['a']) $(Same $a.StepResults['b'] $b.StepResults['b'])"
            "$(Same $a.Logs[1] $b.Logs[1]) $(Same $a.Events $b.Events)"
            (Compare-RunSnapshot $a $b).Path -join ' '
            """));

    [Fact]
    public void ACustomObjectSharesWithAHashtable() =>
        Assert.Equal(["True"], Texts("$a = New-RunSnapshot (Table 1); $b = New-RunSnapshot ([pscustomobject](Table 1)); Same $a.StepResults $b.StepResults"));

    [Fact]
    public void AnotherRunAndAnotherManagerShareNothing() =>
        Assert.Equal(["False", "False"], Texts("""
            $a = New-RunSnapshot (Table 1); $other = Table 1; $other.RunId = "$id-2"
            Same $a.StepResults (New-RunSnapshot $other).StepResults; Same $a.StepResults (New-RunSnapshot (Table 1) -Manager (New-RunSnapshotManager)).StepResults
            """));

    [Fact]
    public void ASnapshotKeepsWhatItSharesWhenTheTableChanges() =>
        Assert.Equal(["1 1 5"], Texts("""
            $table = Table @{ n = 1 }; $a = New-RunSnapshot $table; $b = New-RunSnapshot $table; $table.StepResults.b.Output.n = 5; $c = New-RunSnapshot $table
            "$($a.StepResults['b'].Output.n) $($b.StepResults['b'].Output.n) $($c.StepResults['b'].Output.n)"
            """));

    [Fact]
    public void AnEmptyPipelineInATableIsNull() =>
        Assert.Equal(["True"], Texts("""
            $table = [hashtable]::new(); $table.Add('none', [System.Management.Automation.Internal.AutomationNull]::Value)
            $null -eq (New-RunSnapshot @{ RunId = $id; WorkflowId = 'w'; Result = $table }).Result.none
            """));
}
