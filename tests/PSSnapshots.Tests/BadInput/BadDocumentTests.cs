using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.BadInput;

/// <summary>Documents that are no snapshots, through the cmdlets.</summary>
public sealed class BadDocumentTests : EngineTest
{
    private const string Importing = "InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand";
    private const string Converting = "InvalidSnapshot,PSSnapshots.Commands.ConvertFromRunSnapshotJsonCommand";

    public BadDocumentTests() => Do("""
        $run = New-WorkflowRun w $id -InputData @{ a = 1 } -ExecutionGraph @{ id = 'g' }
        Set-WorkflowRun $run -Status Running -StepId a -Output @{ text = 'é🚀' } -Log one -Context @{ k = 1 }
        $manager = New-RunSnapshotManager; $kept = New-RunSnapshot $run -Manager $manager
        $json = ConvertTo-RunSnapshotJson $kept -Compress
        """);

    [Fact]
    public void AnExportThatWasCutAnywhereIsNoSnapshotAndNothingIsKept()
    {
        byte[] document = System.Text.Encoding.UTF8.GetBytes((string)Value("$json")!);
        int[] cuts = [.. Enumerable.Range(0, document.Length).Where(at => at % 13 == 0), document.Length - 1];
        foreach (int at in cuts) File.WriteAllBytes(PathOf($"cut-{at}.json"), document[..at]);

        Hosting.InvokeResult result = Engine.Run("Import-RunSnapshot cut-*.json -Manager $manager; Test-RunSnapshot -Path cut-*.json");

        Assert.Equal(cuts.Length, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.Equal((Importing, ErrorCategory.InvalidData), (error.FullyQualifiedErrorId, error.CategoryInfo.Category)));
        Assert.Equal(Enumerable.Repeat("False", cuts.Length), result.Output.Select(item => item.ToString()));
        Assert.Equal(1, Value("$manager.Count"));
    }

    [Theory]
    [InlineData("\"status\":\"RUNNING\"", "\"status\":\"Running\"", "/status", "enum")]
    [InlineData("\"status\":\"RUNNING\"", "\"status\":null", "/status", "type")]
    [InlineData("\"status\":\"completed\"", "\"status\":\"done\"", "/stepResults/a/status", "enum")]
    [InlineData("\"executionPath\":[]", "\"executionPath\":{}", "/executionPath", "type")]
    [InlineData("\"executionPath\":[]", "\"executionPath\":[1.5]", "/executionPath/0", "range")]
    [InlineData("\"executionPath\":[]", "\"executionPath\":[\"1\"]", "/executionPath/0", "type")]
    [InlineData("\"executionPath\":[],", "", "/executionPath", "required")]
    [InlineData("\"executionPath\":[],", "\"executionPath\":[],\"executionPath\":[],", "/executionPath", "duplicate")]
    [InlineData("\"executionContext\":{\"k\":1}", "\"executionContext\":{\"k\":1,\"k\":2}", "/executionContext/k", "duplicate")]
    [InlineData("\"executionContext\":{\"k\":1}", "\"executionContext\":{\"k\":NaN}", "", "syntax")]
    [InlineData("\"executionContext\":{\"k\":1}", "\"executionContext\":{\"k\":\"a\0b\"}", "", "syntax")]
    [InlineData("\"executionContext\":{\"k\":1}", "\"executionContext\":{\"k\":1}}", "", "syntax")]
    [InlineData("\"sequence\":1", "\"sequence\":0", "/sequence", "range")]
    [InlineData("\"sequence\":1", "\"sequence\":2147483648", "/sequence", "range")]
    [InlineData("\"version\":\"1.1.0\"", "\"version\":\"99.0\"", "/version", "version")]
    [InlineData("\"version\":\"1.1.0\"", "\"version\":1", "/version", "type")]
    public void WhatIsWrongIsNamedByPathAndRule(string good, string bad, string path, string rule)
    {
        Set("good", good);
        Set("bad", bad);
        Do("$at = $json.IndexOf($good); $text = $json.Remove($at, $good.Length).Insert($at, $bad)");

        ErrorRecord error = FailsAndGoesOn("$text | ConvertFrom-RunSnapshotJson", Converting, ErrorCategory.InvalidData);

        Assert.Equal(Value("$text"), error.TargetObject);
        string[] violations = Texts("$text | Test-RunSnapshot -Detailed | ForEach-Object { \"$($_.Path) $($_.Rule)\" }");
        if (rule == "syntax") Assert.EndsWith(" syntax", Assert.Single(violations), StringComparison.Ordinal);
        else Assert.Contains($"{path} {rule}", violations);
    }

    [Fact]
    public void NumbersThatAreTooLargeForATimeAreRefusedAndElsewhereKept() =>
        Assert.Equal(["/timestamp", "True"], Texts("""
            ($json -replace '"sequence":1,"timestamp":\d+', '"sequence":1,"timestamp":1e300' | Test-RunSnapshot -Detailed).Path
            ($json.Replace('"k":1', '"k":1e999') | ConvertFrom-RunSnapshotJson | ConvertTo-RunSnapshotJson -Compress).Contains('"k":1e999')
            """));

    [Theory]
    [InlineData(600)]
    [InlineData(100_000)]
    public void ADepthBombIsAnErrorNotAnOverflow(int depth)
    {
        Set("bomb", new string('[', depth) + new string(']', depth));

        ErrorRecord error = FailsAndGoesOn("$json.Replace('\"k\":1', \"`\"k`\":$bomb\") | ConvertFrom-RunSnapshotJson", Converting, ErrorCategory.InvalidData);

        Assert.Contains("512", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["depth"], Texts("$json.Replace('\"k\":1', \"`\"k`\":$bomb\") | Test-RunSnapshot -Detailed | ForEach-Object Rule"));
    }

    [Fact]
    public void ADepthOfHundredsIsKept() =>
        Assert.Equal(["True"], Texts("""
            $deep = $json.Replace('"k":1', '"k":' + '[' * 500 + ']' * 500)
            ($deep | ConvertFrom-RunSnapshotJson | ConvertTo-RunSnapshotJson -Compress) -eq $deep
            """));

    [Fact]
    public void AMebibyteOfTextIsKeptInValuesAndInNames() =>
        Assert.Equal(["True", "True"], Texts("""
            $long = 'é' * 524288; Set-WorkflowRun $run -StepId $long -Output $long; New-RunSnapshot $run -Manager $manager | Export-RunSnapshot long.json
            $back = Import-RunSnapshot long.json -NoRegister; $back.StepResults[$long].Output -ceq $long; Test-RunSnapshot -Path long.json
            """));

    [Fact]
    public void LoneSurrogatesAndNulsAreKept() =>
        Assert.Equal(["55296 0 97", "True", "True"], Texts("""
            $odd = "$([char]0xD800)`0a"; Set-WorkflowRun $run -StepId $odd -Output $odd; New-RunSnapshot $run -Manager $manager | Export-RunSnapshot odd.json
            $back = Import-RunSnapshot odd.json -NoRegister; [int[]]$back.StepResults[$odd].Output.ToCharArray() -join ' '
            [System.IO.File]::ReadAllText("$pwd/odd.json").Contains('\ud800\u0000a'); @(Compare-RunSnapshot $run $back).Count -eq 0
            """));

    [Fact]
    public void AFailedImportChangesNothing()
    {
        Do("$before = $manager.GetAll($id); [System.IO.File]::WriteAllText(\"$pwd/bad.json\", $json.Replace('\"RUNNING\"', '\"X\"'))");

        ErrorRecord error = FailsAndGoesOn("Import-RunSnapshot bad.json -Manager $manager", Importing, ErrorCategory.InvalidData);

        Assert.Equal(PathOf("bad.json"), error.TargetObject);
        Assert.Equal(["True", "1"], Texts("[object]::ReferenceEquals($before[0], $manager.GetAll($id)[0]); $manager.Count"));
    }

    [Theory]
    [InlineData("{}", "12")]
    [InlineData("[]", "1")]
    [InlineData("null", "1")]
    [InlineData("\"text\"", "1")]
    [InlineData("{\"runId\":\"r\",\"data\":5}", "11")]
    [InlineData("{\"runId\":\"other\",\"snapshot\":$json}", "1")]
    public void WhatHasNoSnapshotInItIsRefused(string text, string violations)
    {
        Set("template", text);
        Do("$text = $template.Replace('$json', $json)");

        FailsAndGoesOn("$text | ConvertFrom-RunSnapshotJson", Converting, ErrorCategory.InvalidData);
        Assert.Equal([violations], Texts("@($text | Test-RunSnapshot -Detailed).Count"));
    }
}
