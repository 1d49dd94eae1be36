using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class TestRunSnapshotTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.TestRunSnapshotCommand";

    public TestRunSnapshotTests() => Do("""
        $run = New-WorkflowRun deploy $id; $a = New-RunSnapshot $run; $json = ConvertTo-RunSnapshotJson $a
        $bad = $json -replace '"INITIAL"', '"NOPE"' -replace '"executionPath": \[\]', '"executionPath": 5'
        """);

    [Theory]
    [InlineData("$a", true)]
    [InlineData("-Snapshot $a", true)]
    [InlineData("$run", true)]
    [InlineData("$run.Store.State", true)]
    [InlineData("$json", true)]
    [InlineData("-Json $json", true)]
    [InlineData("@{ RunId = 'r'; WorkflowId = 'w' }", true)]
    [InlineData("$bad", false)]
    [InlineData("-Json $bad", false)]
    [InlineData("-Json ''", false)]
    [InlineData("5", false)]
    [InlineData("$null", false)]
    [InlineData("@{ RunId = 'r' }", false)]
    [InlineData("@{ RunId = 'r'; WorkflowId = 'w'; Logs = @(1) }", false)]
    public void ItSaysTrueOrFalse(string argument, bool expected) => Assert.Equal(expected, Value($"Test-RunSnapshot {argument}"));

    [Fact]
    public void EachItemOfThePipelineIsAnswered() =>
        Assert.Equal(["True", "False", "False", "True"], Texts("$a, 5, $null, $json | Test-RunSnapshot"));

    [Fact]
    public void DetailedGivesEveryViolationWithItsPlace() =>
        Assert.Equal(["/status enum 8 13", "/executionPath type 10 20"], Texts("""
            $bad | Test-RunSnapshot -Detailed | ForEach-Object { "$($_.Path) $($_.Rule) $($_.Line) $($_.Column)" }
            """));

    [Fact]
    public void DetailedWarnsOfWhatAValidSnapshotSaysAgainstItself()
    {
        Do("""
            $odd = @{ RunId = 'r'; WorkflowId = 'w'; Status = 'Completed'; StepResults = [ordered]@{ a = @{ Status = 'Running' } } }
            $oddSnapshot = $odd | New-RunSnapshot -Manager (New-RunSnapshotManager); $oddJson = ConvertTo-RunSnapshotJson $oddSnapshot
            [System.IO.File]::WriteAllText("$pwd/odd.json", $oddJson)
            function line { process { "$($_.Severity) $($_.Rule) $($_.Path)" } }
            """);

        Assert.Equal(["True", "True", "True", "True"], Texts("$odd, $oddSnapshot, $oddJson | Test-RunSnapshot; Test-RunSnapshot -Path odd.json"));
        Assert.Equal(Enumerable.Repeat("Warning ended /stepResults/a/status", 4), Texts("$odd, $oddSnapshot, $oddJson | Test-RunSnapshot -Detailed | line; Test-RunSnapshot -Path odd.json -Detailed | line"));
        Assert.Equal(["True"], Texts("$oddJson.Split(\"`n\")[($oddJson | Test-RunSnapshot -Detailed).Line - 1].Contains('running')"));
    }

    [Fact]
    public void DetailedGivesEveryViolationOfAnObject() =>
        Assert.Equal(["/logs/0", "/status", "/stepResults/a"], Texts("""
            Test-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Status = 'odd'; Logs = @(1); StepResults = @{ a = @{} } } -Detailed | ForEach-Object Path
            """).Order(StringComparer.Ordinal));

    [Fact]
    public void DetailedGivesNothingForWhatIsValid() => Do("Test-RunSnapshot $a -Detailed; Test-RunSnapshot $json -Detailed; Test-RunSnapshot -Json $json -Detailed");

    [Theory]
    [InlineData("$null", "", "type")]
    [InlineData("5", "", "required")]
    [InlineData("@{ RunId = 'r'; WorkflowId = 'w'; Logs = @(1) }", "/logs/0", "type")]
    public void AnObjectsViolationsHaveNoLine(string argument, string path, string rule) =>
        Assert.Equal([$"'{path}' {rule} 0"], Texts($"Test-RunSnapshot {argument} -Detailed | ForEach-Object {{ \"'$($_.Path)' $($_.Rule) $($_.Line)\" }}"));

    [Fact]
    public void LinesOfATextAndFilesOfAListingAreTestedToo() =>
        Assert.Equal(["True", "True"], Texts("""
            $json -split "`n" | Test-RunSnapshot; $a | Export-RunSnapshot 'a[1].json'; [System.IO.FileInfo]::new("$pwd/a[1].json") | Test-RunSnapshot
            """));

    [Fact]
    public void FilesAreTestedByPathAndPattern()
    {
        Do("$a | Export-RunSnapshot good.json; $a | Export-RunSnapshot 'good[1].json'; [System.IO.File]::WriteAllText(\"$pwd/bad.json\", $bad)");

        Assert.Equal(["False", "True", "True"], Texts("Test-RunSnapshot -Path *.json"));
        Assert.Equal(["True"], Texts("Test-RunSnapshot -LiteralPath 'good[1].json'"));
        Assert.Equal(["True"], Texts("[pscustomobject]@{ PSPath = 'good.json' } | ForEach-Object { Test-RunSnapshot -LP $_.PSPath }"));
    }

    [Fact]
    public void AFilesViolationsNameTheFile()
    {
        File.WriteAllText(PathOf("bad.json"), "{");

        Assert.Equal([PathOf("bad.json") + " syntax 1"], Texts("Test-RunSnapshot -Path bad.json -Detailed | ForEach-Object { \"$($_.Source) $($_.Rule) $($_.ByteOffset)\" }"));
    }

    [Fact]
    public void WhatIsTestedIsNotKept() =>
        Assert.Equal(["True", "True", "0"], Texts("""
            $b = New-WorkflowRun w "$id-2" | New-RunSnapshot -Manager (New-RunSnapshotManager); $b | Export-RunSnapshot b.json
            Test-RunSnapshot -Path b.json; ConvertTo-RunSnapshotJson $b | Test-RunSnapshot; @(Get-RunSnapshot "$id-2*").Count
            """));

    [Fact]
    public void AFileThatCannotBeReadIsAnErrorAndNoAnswer()
    {
        Do("$a | Export-RunSnapshot a.json");

        ErrorRecord error = FailsAndGoesOn(
            "Test-RunSnapshot -Path missing.json, a.json", $"FileNotFound,{Class}", ErrorCategory.ObjectNotFound, "True");

        Assert.Equal(PathOf("missing.json"), error.TargetObject);
    }
}
