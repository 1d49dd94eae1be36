using System.IO.Compression;
using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

/// <summary>Files that are packed with gzip, and the limit of what is read.</summary>
public sealed class PackedFileTests : EngineTest
{
    private const string Import = "PSSnapshots.Commands.ImportRunSnapshotCommand";

    public PackedFileTests() => Do("""
        $manager = New-RunSnapshotManager; $PSDefaultParameterValues = @{ 'Import-RunSnapshot:Manager' = $manager }
        $run = New-WorkflowRun deploy $id; Set-WorkflowRun $run -Status Running -StepId a -Output ('x' * 100000)
        $a = New-RunSnapshot $run
        $a | Export-RunSnapshot a.json.gz; $a | Export-RunSnapshot a.json
        """);

    [Fact]
    public void AnExportIsPackedByItsName()
    {
        using StreamReader unpacked = new(new GZipStream(File.OpenRead(PathOf("a.json.gz")), CompressionMode.Decompress));

        Assert.Equal(File.ReadAllText(PathOf("a.json")), unpacked.ReadToEnd());
        Assert.InRange(new FileInfo(PathOf("a.json.gz")).Length, 1, 2_000);
    }

    [Fact]
    public void CompressLeavesOutBlanksInAPackedFileToo() =>
        Assert.Equal(["True"], Texts("""
            $a | Export-RunSnapshot b.json.gz -Compress; $a | Export-RunSnapshot c.json -Compress
            $stream = [IO.Compression.GZipStream]::new([IO.File]::OpenRead("$pwd/b.json.gz"), [IO.Compression.CompressionMode]::Decompress)
            [IO.StreamReader]::new($stream).ReadToEnd() -ceq [IO.File]::ReadAllText("$pwd/c.json")
            """));

    [Fact]
    public void APackedFileIsImportedAndTestedWhateverItsName() =>
        Assert.Equal(["True", "True", "0"], Texts("""
            [IO.File]::Move("$pwd/a.json.gz", "$pwd/b.json")
            Test-RunSnapshot -Path b.json; $s = Import-RunSnapshot b.json; $s.Id -eq $a.Id; @(Compare-RunSnapshot $a $s).Count
            """));

    [Theory]
    [InlineData("a.json")]
    [InlineData("a.json.gz")]
    public void MoreThanMaxBytesIsNotRead(string name)
    {
        ErrorRecord error = FailsAndGoesOn($"Import-RunSnapshot {name} -MaxBytes 50KB", $"FileTooLarge,{Import}", ErrorCategory.LimitsExceeded);

        Assert.Equal(PathOf(name), error.TargetObject);
        Assert.Contains("51200", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["True"], Texts($"$null -ne (Import-RunSnapshot {name} -MaxBytes 1MB)"));
    }

    [Fact]
    public void MaxBytesHoldsForATestToo() => FailsAndGoesOn(
        "Test-RunSnapshot -Path a.json -MaxBytes 1", "FileTooLarge,PSSnapshots.Commands.TestRunSnapshotCommand", ErrorCategory.LimitsExceeded);

    [Fact]
    public void APackedFileThatWasDamagedIsOneErrorAndTheOthersGoOn()
    {
        byte[] bytes = File.ReadAllBytes(PathOf("a.json.gz"));
        bytes[^6] ^= 1;
        File.WriteAllBytes(PathOf("bad.json.gz"), bytes);

        FailsAndGoesOn(
            "Import-RunSnapshot bad.json.gz, a.json | ForEach-Object Sequence",
            "InvalidCompressedFile,PSSnapshots.Commands.ImportRunSnapshotCommand",
            ErrorCategory.InvalidData,
            "1");
    }

    [Fact]
    public void APackedFileThatWasCutIsOneErrorThatSaysSo()
    {
        byte[] bytes = File.ReadAllBytes(PathOf("a.json.gz"));
        File.WriteAllBytes(PathOf("cut.json.gz"), bytes[..(bytes.Length / 2)]);

        ErrorRecord error = FailsAndGoesOn("Import-RunSnapshot cut.json.gz", $"InvalidSnapshotFile,{Import}", ErrorCategory.InvalidData);

        Assert.Contains("it may have been cut", error.Exception.Message, StringComparison.Ordinal);
    }
}
