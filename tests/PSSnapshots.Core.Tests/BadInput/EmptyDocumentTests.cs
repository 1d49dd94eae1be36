using System.Text;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class EmptyDocumentTests
{
    public static TheoryData<byte[]> Documents =>
    [
        ""u8.ToArray(),
        new byte[] { 0xEF, 0xBB, 0xBF },
        new byte[] { 0xFF, 0xFE },
        new byte[] { 0xFE, 0xFF },
        " "u8.ToArray(),
        " \t\r\n\n  "u8.ToArray(),
        Encoding.Unicode.GetBytes(" \n"),
    ];

    [Theory]
    [MemberData(nameof(Documents), DisableDiscoveryEnumeration = true)]
    public void Validate_reports_an_empty_document(byte[] document)
    {
        var violation = Assert.Single(SnapshotReader.Validate(document));

        Assert.Equal(("syntax", "The document is empty.", (long)document.Length), (violation.Rule, violation.Message, violation.ByteOffset));
        Assert.Throws<SnapshotFormatException>(() => SnapshotReader.Read(document));
    }

    [Fact]
    public void Null_document_throws_ArgumentNullException()
    {
        Assert.Throws<ArgumentNullException>(() => SnapshotReader.Read((byte[])null!));
        Assert.Throws<ArgumentNullException>(() => SnapshotReader.Read((string)null!));
        Assert.Throws<ArgumentNullException>(() => SnapshotReader.Validate((byte[])null!));
        Assert.Throws<ArgumentNullException>(() => SnapshotReader.Validate((string)null!));
    }
}
