using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

/// <summary>A comparison as people read it.</summary>
public sealed class CompareTextTests : EngineTest
{
    private const string Script = """
        $run = New-WorkflowRun deploy r; Set-WorkflowRun $run -StepId build -Output @{ image = 'web:1'; old = 1 }
        $a = New-RunSnapshot $run -Manager ($manager = New-RunSnapshotManager)
        Set-WorkflowRun $run -Status Failed -StepId build -Output @{ image = "web:`e[31m2" } -Context @{ "k`n" = $true }
        $b = New-RunSnapshot $run -Manager $manager
        """;

    [Fact]
    public void TheLinesSayWhereWhatWasAndWhatIs() =>
        Assert.Equal(
            [
                "--- r: Initial, 1 step: 1 completed", "+++ r: Failed, 1 step: 1 completed",
                "@@ /status @@", "- \"INITIAL\"", "+ \"FAILED\"",
                "@@ /stepResults/build/output/image @@ step build", "- \"web:1\"", "+ \"web:\\u001b[31m2\"",
                "@@ /stepResults/build/output/old @@ step build", "- 1",
                "@@ /executionContext/k\u240a @@", "+ true",
            ],
            Texts($"{Script}; Compare-RunSnapshot $a $b -ExcludePath /logs, /events -As Text"));

    [Fact]
    public void AHistoryNamesTheNumbersAndEqualPartsHaveNoSign() =>
        Assert.Equal(
            ["--- r #1: Initial, 1 step: 1 completed", "+++ r #2: Failed, 1 step: 1 completed", "@@ /status @@", "- \"INITIAL\"", "+ \"FAILED\"", "@@ /runId @@", "  \"r\""],
            Texts($"{Script}; $a, $b | Compare-RunSnapshot -Path /status, /runId -IncludeEqual -As Text"));

    [Fact]
    public void EqualStatesGiveNoLine() => Do($"{Script}; Compare-RunSnapshot $a $a -As Text");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ColoursAreThereOnlyWhereTheHostShowsThem(bool showsColors)
    {
        using ModuleEngine engine = new(new RecordingHost(showsColors));
        bool colored = showsColors && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

        string[] lines = [.. engine.Invoke($"{Script}; Compare-RunSnapshot $a $b -Path /status -As Text").Select(line => line.ToString())];

        Assert.Equal(colored ? "\u001b[31m- \"INITIAL\"\u001b[0m" : "- \"INITIAL\"", lines[3]);
        Assert.Equal(colored ? "\u001b[32m+ \"FAILED\"\u001b[0m" : "+ \"FAILED\"", lines[4]);
        Assert.All(lines, line => Assert.Equal(colored, line.Contains('\u001b', StringComparison.Ordinal)));
    }
}
