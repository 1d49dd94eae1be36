using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

/// <summary>What Compare-RunSnapshot can be told to leave out, to cut and to add.</summary>
public sealed class CompareOptionTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.CompareRunSnapshotCommand";

    public CompareOptionTests() => Do("""
        $run = New-WorkflowRun deploy $id; Set-WorkflowRun $run -StepId build -Output @{ image = 1; tags = @(@{ sku = 'a' }) } -Context @{ region = 'eu' }
        $a = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Failed -StepId build -StepStatus Failed -Output @{ image = 2; tags = @(@{ sku = 'b' }, @{ sku = 'a'; n = 1 }) }
        $b = New-RunSnapshot $run
        filter Name { "$($_.Kind) $($_.Path)" }
        """);

    [Theory]
    [InlineData("-Path /stepResults/*/status", "Changed /stepResults/build/status")]
    [InlineData("-Path /STATUS", "Changed /status")]
    [InlineData("-Path /stepResults/build/output/image, /status", "Changed /status|Changed /stepResults/build/output/image")]
    [InlineData("-Path /stepResults -ExcludePath */output", "Changed /stepResults/build/status")]
    [InlineData("-ExcludePath /logs, /events, /stepResults", "Changed /status")]
    [InlineData("-Path /stepRes", "")]
    [InlineData("-Path /nothing*", "")]
    [InlineData("-Path /stepResults, /status -Depth 0", "Changed /status|Changed /stepResults")]
    [InlineData("-Path /stepResults -Depth 1", "Changed /stepResults/build")]
    [InlineData("-Path /stepResults/build/output/tags -ArrayKey sku", "Added /stepResults/build/output/tags/0|Added /stepResults/build/output/tags/1/n")]
    [InlineData("-Path /status, /executionContext, /runId -IncludeEqual", "Changed /status|Equal /runId|Equal /executionContext/region")]
    public void ChangesAreChosenAndCut(string options, string expected) =>
        Assert.Equal(expected, string.Join('|', Texts($"Compare-RunSnapshot $a $b {options} | Name")));

    [Fact]
    public void OptionsHoldForAHistoryAndASummaryToo() =>
        Assert.Equal(["Changed /status", "Status"], Texts("""
            $a, $b | Compare-RunSnapshot -Path /status | Name
            ($a, $b | Compare-RunSnapshot -Path /status, /runId -As Summary -IncludeEqual).PSObject.Properties.Name
            """));

    [Fact]
    public void TwoRunsOfTheSameDifferOnlyInTheirTimes() =>
        Assert.Equal(["True", "0"], Texts("""
            $json = ConvertTo-RunSnapshotJson $a
            $later = $json -replace '"timestamp": (\d+)\d', '"timestamp": ${1}77' | ConvertFrom-RunSnapshotJson
            @(Compare-RunSnapshot $a $later).Count -gt 0; @(Compare-RunSnapshot $a $later -IgnoreTimestamp).Count
            """));

    [Theory]
    [InlineData("-Depth -1")]
    [InlineData("-Path ''")]
    [InlineData("-ArrayKey @()")]
    public void ArgumentsAreChecked(string options) =>
        Fails($"Compare-RunSnapshot $a $b {options}", $"ParameterArgumentValidationError,{Class}", ErrorCategory.InvalidData);
}
