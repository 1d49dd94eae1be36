using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class ImportRunSnapshotTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.ImportRunSnapshotCommand";

    public ImportRunSnapshotTests() => Do("""
        $source = New-RunSnapshotManager; $manager = New-RunSnapshotManager
        $PSDefaultParameterValues = @{ 'Import-RunSnapshot:Manager' = $manager }
        $run = New-WorkflowRun deploy $id; Set-WorkflowRun $run -Status Running -StepId a -Output @{ x = 1 }
        $a = New-RunSnapshot $run -Manager $source -Label first; $b = New-RunSnapshot $run -Manager $source
        $a | Export-RunSnapshot 1.json; $b | Export-RunSnapshot 2.json
        """);

    [Fact]
    public void ASnapshotComesBackAsItWasAndIsKept() =>
        Assert.Equal(["True True 1 first", "0", "1"], Texts("""
            $s = Import-RunSnapshot -Path 1.json
            "$($s.Id -eq $a.Id) $($s.Timestamp -eq $a.Timestamp) $($s.Sequence) $($s.Label)"; @(Compare-RunSnapshot $a $s).Count
            @(Get-RunSnapshot $id -Manager $manager).Count
            """));

    [Fact]
    public void NoRegisterKeepsNothing() => Assert.Equal(["1", "0"], Texts("(Import-RunSnapshot 1.json -NoRegister).Sequence; $manager.Count"));

    [Fact]
    public void ImportingTwiceKeepsOne() => Assert.Equal(["1"], Texts("Import-RunSnapshot 1.json, 1.json | Out-Null; $manager.Count"));

    [Fact]
    public void TheSessionsManagerKeepsItWhereNoneIsGiven() =>
        Assert.Equal(["True"], Texts("$PSDefaultParameterValues.Clear(); $s = Import-RunSnapshot 1.json; (Get-RunSnapshot $id).Id -eq $s.Id"));

    [Theory]
    [InlineData("Import-RunSnapshot *.json")]
    [InlineData("Import-RunSnapshot [12].json")]
    [InlineData("Import-RunSnapshot 1.json, ./2.json")]
    [InlineData("'1.json', '2.json' | Import-RunSnapshot")]
    [InlineData("[pscustomobject]@{ Path = '1.json' }, [pscustomobject]@{ Path = '2.json' } | Import-RunSnapshot")]
    [InlineData("[pscustomobject]@{ LiteralPath = '1.json', '2.json' } | Import-RunSnapshot")]
    [InlineData("[pscustomobject]@{ PSPath = '1.json' }, [pscustomobject]@{ LP = '2.json' } | Import-RunSnapshot")]
    [InlineData("Import-RunSnapshot -LiteralPath 1.json, 2.json")]
    [InlineData("Import-RunSnapshot -LP \"$pwd/1.json\", \"$pwd/2.json\"")]
    public void FilesAreNamedInManyWays(string script) =>
        Assert.Equal(["1", "2"], Texts($"{script} | ForEach-Object Sequence"));

    [Fact]
    public void FilesComeFromTheExportItself() =>
        Assert.Equal(["2"], Texts("@($a, $b | Export-RunSnapshot . -PassThru | Import-RunSnapshot).Count"));

    [Theory]
    [InlineData("-Path 'x[1].json'")]
    [InlineData("-Path 'x`[1`].json'")]
    [InlineData("-LiteralPath 'x[1].json'")]
    public void AFileWithBracketsInItsNameIsRead(string parameter) =>
        Assert.Equal(["2"], Texts($"$b | Export-RunSnapshot -LiteralPath 'x[1].json'; (Import-RunSnapshot {parameter}).Sequence"));

    [Fact]
    public void APatternThatMatchesAnotherFileMeansThatOne() =>
        Assert.Equal(["1"], Texts("$b | Export-RunSnapshot -LiteralPath '[1].json'; (Import-RunSnapshot '[1].json').Sequence"));

    [Theory]
    [InlineData("-Path missing.json", "missing.json", true)]
    [InlineData("-LiteralPath 'missing[1].json'", "missing[1].json", true)]
    [InlineData("-LiteralPath 'no/1.json'", "no/1.json", true)]
    [InlineData("-Path 'missing[1].json'", "missing[1].json", false)]
    [InlineData("-Path 'missing[1.json'", "missing[1.json", false)]
    [InlineData("-Path 'missing*'", "missing*", false)]
    [InlineData("-Path nodrive:/1.json", "nodrive:/1.json", false)]
    public void AFileThatIsMissingIsAnErrorAndTheOthersAreRead(string parameter, string target, bool isResolved)
    {
        ErrorRecord error = FailsAndGoesOn(
            $"Import-RunSnapshot {parameter} | ForEach-Object Sequence; Import-RunSnapshot 2.json | ForEach-Object Sequence",
            "FileNotFound,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.ObjectNotFound, "2");

        Assert.Equal(isResolved ? PathOf(target) : target, error.TargetObject);
    }

    [Fact]
    public void AFolderIsNoFile()
    {
        Directory.CreateDirectory(PathOf("folder"));

        ErrorRecord error = FailsAndGoesOn(
            "Import-RunSnapshot folder, 1.json | ForEach-Object Sequence",
            "IsFolder,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.InvalidArgument, "1");

        Assert.Equal(PathOf("folder"), error.TargetObject);
    }

    [Fact]
    public void OnlyFilesAreRead() =>
        Assert.Equal("env:PATH", Fails(
            "Import-RunSnapshot env:PATH", "NotFileSystem,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.InvalidArgument).TargetObject);

    [Fact]
    public void AFileThatIsNoSnapshotIsAnErrorAndTheOthersAreKept()
    {
        File.WriteAllText(PathOf("1b.json"), "{}");

        ErrorRecord error = FailsAndGoesOn(
            "Import-RunSnapshot *.json | ForEach-Object Sequence; $manager.Count",
            "InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.InvalidData, "1", "2", "2");

        Assert.Equal(PathOf("1b.json"), error.TargetObject);
        Assert.Contains("/version", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("PSSnapshots.SnapshotFormatException", error.Exception.InnerException?.GetType().FullName);
    }

    [Theory]
    [InlineData("Import-RunSnapshot ''")]
    [InlineData("Import-RunSnapshot $null")]
    [InlineData("Import-RunSnapshot -LiteralPath ''")]
    [InlineData("$null | Import-RunSnapshot")]
    public void APathIsNotEmpty(string script) => Fails(script, $"ParameterArgumentValidationError,{Class}", ErrorCategory.InvalidData);
}
