using System.Collections;
using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Conventions;

/// <summary>What cmdlets emit is read in a table: scalars first, and collections whose text says what is in them.</summary>
public sealed class EmittedObjectTests : EngineTest
{
    public EmittedObjectTests() => Do("""
        $manager = New-RunSnapshotManager; $run = New-WorkflowRun deploy $id
        Set-WorkflowRun $run -StepId a -Output 1; Set-WorkflowRun $run -StepId b -StepStatus Running; Set-WorkflowRun $run -Log one -Context @{ region = 'eu' }
        $snapshot = New-RunSnapshot $run -Manager $manager
        """);

    private static bool IsScalar(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(DateTimeOffset) || type == typeof(TimeSpan);
    }

    [Theory]
    [InlineData("$snapshot", "Sequence RunId WorkflowId Status Timestamp Label StepCount CompletedStepCount FailedStepCount LogCount EventCount Id ParentId Version")]
    [InlineData("$run", "RunId WorkflowId Status StepCount")]
    [InlineData("$snapshot.StepResults['a']", "Id Status")]
    [InlineData("$snapshot.Logs[0]", "Timestamp Type Description StepId Status StepStatus")]
    [InlineData("$snapshot.Events[0]", "Type Timestamp RunId WorkflowId Description StepId")]
    [InlineData("(Compare-RunSnapshot $snapshot (New-WorkflowRun w r))[0]", "Kind StepId Path")]
    [InlineData("@('{}' | Test-RunSnapshot -Detailed)[0]", "Severity Path Rule Message Line Column ByteOffset Source")]
    [InlineData("('{\"runId\":\"r\",\"workflowId\":\"w\",\"status\":\"FAILED\"' | Repair-RunSnapshot)", "RunId WorkflowId Status StepCount LogCount EventCount LostCount Path")]
    [InlineData("('{\"runId\":\"r\",\"workflowId\":\"w\",\"status\":\"FAILED\"' | Repair-RunSnapshot).Lost[0]", "Path Reason Line Column ByteOffset Length")]
    [InlineData("($snapshot | Compare-RunSnapshot $snapshot -GroupBy Difference)", "Count ChangeCount Difference RunIds")]
    [InlineData("(Get-RunSnapshotOption)", "MaxSnapshots RunCount SnapshotCount FormatVersion")]
    [InlineData("(Register-RunSnapshotTrigger $run 1h -Manager $manager | ForEach-Object { $_.Dispose(); $_ })", "Id RunId On Interval MinInterval SkipUnchanged IsActive SnapshotCount SavedCount MissedCount FailureCount")]
    [InlineData("$manager", "MaxSnapshots Count")]
    [InlineData("($snapshot | Export-RunSnapshot -Store ./state -PassThru)", "RunId WorkflowId Sequence Timestamp Status Label SnapshotId Size Location")]
    public void ScalarPropertiesComeFirst(string script, string scalars)
    {
        PSObject emitted = Assert.Single(Engine.Invoke($", ({script})"));

        IEnumerable<string> first = emitted.Properties
            .TakeWhile(property => IsScalar(emitted.BaseObject.GetType().GetProperty(property.Name)!.PropertyType))
            .Select(property => property.Name);
        Assert.Equal(scalars, string.Join(' ', first));
    }

    [Theory]
    [InlineData("$snapshot.StepResults.ToString()", "2 steps: 1 completed, 1 running")]
    [InlineData("$snapshot.Logs.ToString()", "3 logs")]
    [InlineData("$snapshot.Events.ToString()", "2 events")]
    [InlineData("$snapshot.ExecutionContext.ToString()", "1 entry: region")]
    [InlineData("\"$snapshot\" -replace $id, 'run'", "run #1 (Initial, 2 steps: 1 completed, 1 running)")]
    [InlineData("\"$run\" -replace $id, 'run'", "run (Initial)")]
    [InlineData("\"$($snapshot.StepResults['a'])\"", "a: Completed")]
    public void TextsSayWhatIsInThem(string script, string expected) => Assert.Equal([expected], Texts(script));

    [Fact]
    public void NoCollectionShowsTheNameOfItsType()
    {
        PSObject snapshot = Assert.Single(Engine.Invoke("$snapshot"));

        Assert.All(snapshot.Properties.Select(property => property.Value).OfType<IEnumerable>(), value =>
            Assert.DoesNotContain("PSSnapshots.", value.ToString(), StringComparison.Ordinal));
    }
}
