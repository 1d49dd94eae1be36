using System.Management.Automation;
using System.Text;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.BadInput;

/// <summary>Files in the encodings that exist, and in none.</summary>
public sealed class EncodingTests : EngineTest
{
    private readonly string _json;

    public EncodingTests() => _json = (string)Value("""
        $manager = New-RunSnapshotManager; $run = New-WorkflowRun w $id; Set-WorkflowRun $run -Log 'é 日本 🚀'
        $kept = New-RunSnapshot $run -Manager $manager; ConvertTo-RunSnapshotJson $kept
        """)!;

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-16BE", true)]
    public void Utf8AndUtf16AreReadWithAMarkAndWithout(string encoding, bool withMark)
    {
        Encoding used = Encoding.GetEncoding(encoding);
        File.WriteAllBytes(PathOf("a.json"), [.. withMark ? used.GetPreamble() : [], .. used.GetBytes(_json)]);

        Assert.Equal(["é 日本 🚀", "0", "True"], Texts("""
            $back = Import-RunSnapshot a.json -NoRegister; $back.Logs[0].Description; @(Compare-RunSnapshot $kept $back).Count
            Test-RunSnapshot -Path a.json
            """));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    public void BytesThatAreNoUtf8AreAnErrorWithTheirOffset(byte[] invalid)
    {
        byte[] document = Encoding.UTF8.GetBytes(_json);
        int at = Array.IndexOf(document, (byte)0xC3);
        File.WriteAllBytes(PathOf("a.json"), [.. document[..at], .. invalid, .. document[at..]]);

        ErrorRecord error = FailsAndGoesOn(
            "Import-RunSnapshot a.json -Manager $manager", "InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.InvalidData);

        Assert.Contains($"The byte 0x{invalid[0]:X2} is no UTF-8 here.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"byte {at})", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal([$"encoding {at}"], Texts("Test-RunSnapshot -Path a.json -Detailed | ForEach-Object { \"$($_.Rule) $($_.ByteOffset)\" }"));
        Assert.Equal(1, Value("$manager.Count"));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF })]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0x20, 0x0A })]
    public void AnEmptyFileIsAnErrorThatSaysSo(byte[] content)
    {
        File.WriteAllBytes(PathOf("a.json"), content);

        Assert.Contains("The document is empty.", FailsAndGoesOn(
            "Import-RunSnapshot a.json", "InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.InvalidData).Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 0x7B, 0x00, 0x7D })]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04 })]
    public void ABinaryFileIsAnError(byte[] content)
    {
        File.WriteAllBytes(PathOf("a.json"), content);

        FailsAndGoesOn("Import-RunSnapshot a.json", "InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.InvalidData);
    }
}
