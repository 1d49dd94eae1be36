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
    public void It_is_said_to_be_empty(byte[] document)
    {
        var violation = Assert.Single(SnapshotReader.Validate(document));

        Assert.Equal(("syntax", "The document is empty.", (long)document.Length), (violation.Rule, violation.Message, violation.ByteOffset));
        Assert.Throws<SnapshotFormatException>(() => SnapshotReader.Read(document));
    }

    [Fact]
    public void Nothing_at_all_is_an_argument_error()
    {
        Assert.Throws<ArgumentNullException>(() => SnapshotReader.Read((byte[])null!));
        Assert.Throws<ArgumentNullException>(() => SnapshotReader.Read((string)null!));
        Assert.Throws<ArgumentNullException>(() => SnapshotReader.Validate((byte[])null!));
        Assert.Throws<ArgumentNullException>(() => SnapshotReader.Validate((string)null!));
    }
}
