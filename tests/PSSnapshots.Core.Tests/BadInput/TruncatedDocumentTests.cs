using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class TruncatedDocumentTests
{
    public static TheoryData<bool> Forms => [false, true];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Truncated_export_has_one_violation_at_its_end(bool compress)
    {
        var export = Encoding.UTF8.GetBytes(ExportWithAllFields(compress));

        for (var length = 1; length < export.Length; length++)
        {
            var cut = export[..length];
            var violation = Assert.Single(SnapshotReader.Validate(cut));
            if (StartOfIncompleteCharacter(export, length) is { } start)
                Assert.Equal(("encoding", (long)start), (violation.Rule, violation.ByteOffset));
            else
                Assert.Equal(("syntax", (long)length), (violation.Rule, violation.ByteOffset));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_of_a_truncated_export_throws_the_same_violations(bool compress)
    {
        var export = Encoding.UTF8.GetBytes(ExportWithAllFields(compress));

        for (var length = 0; length < export.Length; length++)
        {
            var cut = export[..length];
            Assert.Equal(SnapshotReader.Validate(cut), Assert.Throws<SnapshotFormatException>(() => SnapshotReader.Read(cut)).Violations);
        }
    }

    [Fact]
    public void Violation_of_a_truncated_document_says_that_it_may_be_truncated()
    {
        var cut = OriginalFiles.Text("deploy-mid-run.json")[..100];

        var violation = Assert.Single(SnapshotReader.Validate(cut));

        Assert.Equal("The document ends unexpectedly. It may be truncated.", violation.Message);
        Assert.Equal("/workflowId", violation.Path);
        Assert.Equal(cut.Count(unit => unit == '\n') + 1, violation.Line);
        Assert.Equal(cut.Length - cut.LastIndexOf('\n'), violation.Column);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Truncated_UTF16_has_one_syntax_violation(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] export = [.. encoding.GetPreamble(), .. encoding.GetBytes(TestDocument.Minimal.WithOutput("\"é🚀\"").ToString())];

        for (var length = 4; length < export.Length; length++)
        {
            var violation = Assert.Single(SnapshotReader.Validate(export[..length]));
            Assert.Equal("syntax", violation.Rule);
            Assert.InRange(violation.ByteOffset, (length & ~1) - 2, length + 1);
        }
    }

    private static string ExportWithAllFields(bool compress)
    {
        var store = Sample.FullStore();
        store.SetContext("note", Json.Of("\"naïve 日本 🚀 \\\" \\u0000\""));
        store.SetContext("numbers", Json.Of("[-1.5e+10,true,false,null]"));
        return new SnapshotManager().Export(new SnapshotManager(timeProvider: new FakeClock()).Create(store, "l"), compress);
    }

    /// <summary>Returns the start of the character that is incomplete if the text is truncated, or null if there is none.</summary>
    private static int? StartOfIncompleteCharacter(byte[] text, int length)
    {
        if ((text[length] & 0xC0) != 0x80) return null;
        var start = length;
        while ((text[start] & 0xC0) == 0x80) start--;
        return start;
    }
}
