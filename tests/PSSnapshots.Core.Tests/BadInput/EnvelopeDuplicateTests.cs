using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Repair;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class EnvelopeDuplicateTests
{
    public static TheoryData<string> Duplicates =>
    [
        """{"data":"{}                               x","data":""}""",
        """{"data":"","data":"{}                               x"}""",
        """{"data":{},"data":{"a":[1,2,3,4,5,6,7,8,9]}}""",
        """{"snapshot":{"a":[1,2,3,4,5,6,7,8,9],"b":1},"snapshot":{}}""",
        """{"snapshot":"{\"a\":1}","sn\u0061pshot":{}}""",
        """{"runId":"a","runId":"b","data":"{}   x"}""",
        """{"data":"{\"data\":\"{}    x\",\"data\":1}","createdAt":1,"createdAt":2}""",
        $$"""{"data":{{TestDocument.Minimal}},"data":{{TestDocument.Minimal}}}""",
    ];

    [Theory]
    [MemberData(nameof(Duplicates))]
    public void Envelope_with_a_duplicate_field_is_rejected_at_the_second_one(string document)
    {
        foreach (var violations in new[] { SnapshotReader.Validate(document), SnapshotReader.Inspect(document), SnapshotReader.Validate(Encoding.UTF8.GetBytes(document)) })
        {
            Assert.All(violations, violation => Assert.Equal("duplicate", violation.Rule));
            Assert.All(violations, violation => Assert.InRange(violation.ByteOffset, 1, document.Length));
            Assert.NotEmpty(violations);
        }
        Assert.Throws<SnapshotFormatException>(() => SnapshotReader.Read(document));
        Assert.True(Record.Exception(() => SnapshotRepairer.Repair(document)) is null or SnapshotRepairException);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Offset_is_not_beyond_the_end_of_a_UTF16_document_of_odd_length(bool littleEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian: !littleEndian, byteOrderMark: false);
        foreach (var text in new[] { TestDocument.Minimal.ToString(), TestDocument.Minimal.ToString()[..^1], TestDocument.Minimal.ToString()[..^3], TestDocument.Minimal + " ", "{" })
            foreach (var mark in new byte[][] { [], encoding.GetPreamble() is { Length: > 0 } preamble ? preamble : littleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF] })
                foreach (var end in new byte[] { 0, (byte)'}', (byte)'"', 0xFF })
                {
                    byte[] document = [.. mark, .. encoding.GetBytes(text), end];
                    Assert.All(SnapshotReader.Validate(document), violation => Assert.InRange(violation.ByteOffset, 0, document.Length));
                    SnapshotRepair repair;
                    try
                    {
                        repair = SnapshotRepairer.Repair(document);
                    }
                    catch (SnapshotRepairException)
                    {
                        continue;
                    }
                    Assert.All(repair.Lost, part => Assert.InRange(part.ByteOffset, 0, document.Length));
                    Assert.All(repair.Lost, part => Assert.InRange(part.ByteOffset + part.Length, 0, document.Length));
                }
    }
}
