using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Fidelity;

/// <summary>A custom object's arrays and objects are made when they are read, and nothing of that shows.</summary>
public sealed class PendingPropertyTests : EngineTest
{
    public PendingPropertyTests() => Do("""
        $run = New-WorkflowRun deploy $id
        $run.Store.UpdateStepResult('b', 'Completed', [pscustomobject]@{ rows = @(@{ k = 1 }, @{ k = 2 }); one = [pscustomobject]@{ n = 5 }; text = 'x' })
        $snapshot = New-RunSnapshot $run; $output = ($snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).StepResults['b'].Output
        """);

    [Fact]
    public void AMemberIsOneObjectHoweverOftenItIsRead() =>
        Assert.Equal(["True", "9"], Texts("[object]::ReferenceEquals($output.rows, $output.rows); $output.rows[0].k = 9; $output.rows[0].k"));

    [Fact]
    public void AMembersChangeChangesNoSnapshot() =>
        Assert.Equal(["1 5"], Texts("""
            $mine = $snapshot.StepResults['b'].Output; $mine.rows[0].k = 9; $mine.one.n = 9; $mine.one = 7
            "$($snapshot.StepResults['b'].Output.rows[0].k) $($snapshot.StepResults['b'].Output.one.n)"
            """));

    [Fact]
    public void AMemberThatWasNeverReadIsReplaced() =>
        Assert.Equal(["7", "7"], Texts("$output.rows = 7; $output.rows; $output.psobject.Properties['rows'].Value"));

    [Fact]
    public void CopiesShareWhatTheyShareOfOtherObjects() =>
        Assert.Equal(["9", "5", "8"], Texts("""
            $copy = $output.psobject.Copy(); $copy.one.n = 9; $output.one.n
            $copy.one = 8; $output.one.n = 5; $output.one.n; $copy.one
            """));

    [Fact]
    public void AMemberIsANotePropertyAndPrintsAsOne() =>
        Assert.Equal(["NoteProperty", "True", "Object[] rows=System.Object[]", "System.Object[]"], Texts("""
            $run.Store.UpdateStepResult('c', 'Completed', [pscustomobject]@{ rows = @(1) })
            $property = $run.StepResults['c'].Output.psobject.Properties['rows']
            "$($property.MemberType)"; $property.IsSettable; "$property"; $property.TypeNameOfValue
            """));
}
