using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class ExportRunSnapshotTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.ExportRunSnapshotCommand";

    public ExportRunSnapshotTests() => Do("$run = New-WorkflowRun deploy $id; $a = New-RunSnapshot $run; $b = New-RunSnapshot $run");

    [Fact]
    public void AFileHoldsTheIndentedJsonAndNothingIsEmitted()
    {
        Do("Export-RunSnapshot -Snapshot $a -Path a.json");

        Assert.Equal(Value("ConvertTo-RunSnapshotJson $a"), File.ReadAllText(PathOf("a.json")));
        Assert.Equal((byte)'{', File.ReadAllBytes(PathOf("a.json"))[0]);
    }

    [Fact]
    public void CompressedItIsOneLine()
    {
        Do("$a | Export-RunSnapshot a.json -Compress");

        Assert.Equal(Value("ConvertTo-RunSnapshotJson $a -Compress"), File.ReadAllText(PathOf("a.json")));
    }

    [Fact]
    public void PassThruEmitsTheFile() =>
        Assert.Equal(["System.IO.FileInfo", PathOf("a.json")], Texts(
            "$file = $a | Export-RunSnapshot ./a.json -PassThru; $file.GetType().FullName; $file.FullName"));

    [Fact]
    public void InAFolderEachSnapshotGetsAFileOfItsOwn()
    {
        Do("$weird = New-WorkflowRun deploy '../é:1' | New-RunSnapshot -Manager (New-RunSnapshotManager); $a, $b, $weird | Export-RunSnapshot .");

        Assert.Equal(["%2E.%2F%C3%A9%3A1-1.json", $"{Id}-1.json", $"{Id}-2.json"], Files());
    }

    [Theory]
    [InlineData("-Path 'a[1].json'", "a[1].json")]
    [InlineData("-Path 'a`[1`].json'", "a[1].json")]
    [InlineData("-LiteralPath 'a[1].json'", "a[1].json")]
    [InlineData("-LP 'a*.json'", "a*.json")]
    [InlineData("-PSPath 'a`[1`].json'", "a`[1`].json")]
    public void NamesWithWildcardCharactersAreWritten(string parameter, string file)
    {
        Do($"Export-RunSnapshot -Snapshot $a {parameter}");

        Assert.Equal([file], Files());
    }

    [Fact]
    public void AWildcardMeansTheOneFileThatItMatches()
    {
        Do("$a | Export-RunSnapshot x-1.json; $b | Export-RunSnapshot x-*.json");

        Assert.Equal(["x-1.json"], Files());
        Assert.Equal(2, Value("(Import-RunSnapshot x-1.json -NoRegister).Sequence"));
    }

    [Fact]
    public void AWildcardThatMatchesManyIsAmbiguous()
    {
        Do("$a | Export-RunSnapshot x-1.json; $a | Export-RunSnapshot x-2.json");

        ErrorRecord error = FailsAndGoesOn(
            "$b | Export-RunSnapshot x-*.json", "AmbiguousPath,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.InvalidArgument);

        Assert.Equal("x-*.json", error.TargetObject);
    }

    [Fact]
    public void AWildcardThatMatchesNothingIsNoNameForAFile()
    {
        ErrorRecord error = FailsAndGoesOn("$b | Export-RunSnapshot x-*.json", $"FileNotFound,{Class}", ErrorCategory.ObjectNotFound);

        Assert.Equal("x-*.json", error.TargetObject);
        Assert.Empty(Files());
    }

    [Fact]
    public void AnExistingFileIsReplacedUnlessNoClobberForbids()
    {
        Do("$a | Export-RunSnapshot a.json; $b | Export-RunSnapshot a.json");
        Assert.Equal(2, Value("(Import-RunSnapshot a.json -NoRegister).Sequence"));

        ErrorRecord error = FailsAndGoesOn(
            "$a | Export-RunSnapshot a.json -NoClobber; 'went on'",
            "FileExists,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.ResourceExists, "went on");

        Assert.Equal(PathOf("a.json"), error.TargetObject);
        Assert.Equal(2, Value("(Import-RunSnapshot a.json -NoRegister).Sequence"));
        Assert.Equal(["a.json"], Files());
    }

    [Fact]
    public void NoClobberHasTheNameThatExportCsvGivesItToo()
    {
        Do("$a | Export-RunSnapshot a.json -NoOverwrite");

        Fails("$a | Export-RunSnapshot a.json -NoOverwrite", $"FileExists,{Class}", ErrorCategory.ResourceExists);
    }

    [Fact]
    public void AReadOnlyFileIsReplacedOnlyByForce()
    {
        Do("$a | Export-RunSnapshot a.json");
        File.SetAttributes(PathOf("a.json"), FileAttributes.ReadOnly);

        ErrorRecord error = FailsAndGoesOn(
            "$b | Export-RunSnapshot a.json",
            "FileReadOnly,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.PermissionDenied);
        Assert.Equal(PathOf("a.json"), error.TargetObject);
        Assert.Equal(1, Value("(Import-RunSnapshot a.json -NoRegister).Sequence"));

        Do("$b | Export-RunSnapshot a.json -Force");
        Assert.Equal(2, Value("(Import-RunSnapshot a.json -NoRegister).Sequence"));
        File.SetAttributes(PathOf("a.json"), FileAttributes.Normal);
    }

    [Fact]
    public void TheSecondSnapshotForOneFileIsAnErrorAndTheFirstStays()
    {
        ErrorRecord error = FailsAndGoesOn(
            "$a, $b | Export-RunSnapshot a.json",
            "FileWrittenTwice,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.InvalidOperation);

        Assert.Equal($"{Id} #2 (Initial, 0 steps)", error.TargetObject?.ToString());
        Assert.Equal(1, Value("(Import-RunSnapshot a.json -NoRegister).Sequence"));
    }

    [Fact]
    public void AFolderThatIsMissingIsAnErrorAndIsNotMade()
    {
        ErrorRecord error = FailsAndGoesOn(
            "$a | Export-RunSnapshot no/a.json",
            "FolderNotFound,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.ObjectNotFound);

        Assert.Equal(PathOf("no/a.json"), error.TargetObject);
        Assert.False(Directory.Exists(PathOf("no")));
    }

    [Theory]
    [InlineData("-Path env:x")]
    [InlineData("-LiteralPath env:x")]
    public void OnlyFilesAreWritten(string parameter)
    {
        ErrorRecord error = FailsAndGoesOn(
            $"$a | Export-RunSnapshot {parameter}",
            "NotFileSystem,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.InvalidArgument);

        Assert.Equal("env:x", error.TargetObject);
    }

    [Fact]
    public void ADriveThatIsMissingIsAnError() =>
        Assert.Equal("nodrive:/a.json", Fails(
            "$a | Export-RunSnapshot nodrive:/a.json", $"FileNotFound,{Class}", ErrorCategory.ObjectNotFound).TargetObject);

    [Fact]
    public void AForeignObjectAmongManyIsOneErrorAndTheOthersAreWritten()
    {
        FailsAndGoesOn("$a, 5, $b | Export-RunSnapshot .", $"InputObjectNotBound,{Class}", ErrorCategory.InvalidArgument);

        Assert.Equal([$"{Id}-1.json", $"{Id}-2.json"], Files());
    }

    [Fact]
    public void WhatIfWritesNothing()
    {
        Do("$a, $b | Export-RunSnapshot . -WhatIf; $a | Export-RunSnapshot a.json -WhatIf -PassThru");

        Assert.Empty(Files());
    }

    [Fact]
    public void PathsAreOfTheSessionsLocationNotTheProcesss()
    {
        Directory.CreateDirectory(PathOf("sub"));

        Do("$a | Export-RunSnapshot sub/a.json; $b | Export-RunSnapshot (\"$pwd/b.json\")");

        Assert.True(File.Exists(PathOf("sub/a.json")));
        Assert.Equal(["b.json"], Files());
    }
}
