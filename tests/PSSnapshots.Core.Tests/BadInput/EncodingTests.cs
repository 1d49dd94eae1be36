using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class EncodingTests
{
    /// <summary>Byte sequences that are not valid UTF-8, and the number of valid bytes before the first invalid one.</summary>
    public static TheoryData<byte[], int> InvalidSequences => new()
    {
        { [0x80], 0 },
        { [0xBF], 0 },
        { [0xC0, 0xAF], 0 },
        { [0xC3, 0x28], 0 },
        { [0xE2, 0x82], 0 },
        { [0xED, 0xA0, 0x80], 0 },
        { [0xF0, 0x9F, 0x9A], 0 },
        { [0xF4, 0x90, 0x80, 0x80], 0 },
        { [0xF8], 0 },
        { [0xFF], 0 },
        { [0xC3, 0xA9, 0xFE], 2 },
    };

    public static TheoryData<string> Files => OriginalFiles.AsTheoryData();

    [Theory]
    [MemberData(nameof(InvalidSequences), DisableDiscoveryEnumeration = true)]
    public void Invalid_UTF8_is_an_encoding_violation_at_the_first_invalid_byte(byte[] sequence, int valid)
    {
        var marked = TestDocument.Minimal.With("runId", "\"é\n§\"").ToString().Replace("\n", "\\n", StringComparison.Ordinal);
        var before = Encoding.UTF8.GetBytes(marked[..marked.IndexOf('§', StringComparison.Ordinal)]);
        byte[] after = [.. Encoding.UTF8.GetBytes(marked[(marked.IndexOf('§', StringComparison.Ordinal) + 1)..]), 0xFF];

        var violation = Assert.Single(SnapshotReader.Validate([.. before, .. sequence, .. after]));

        Assert.Equal(("encoding", (long)before.Length + valid, "/runId"), (violation.Rule, violation.ByteOffset, violation.Path));
        Assert.Contains($"0x{sequence[valid]:X2}", violation.Message, StringComparison.Ordinal);
        var afterMark = Assert.Single(SnapshotReader.Validate([0xEF, 0xBB, 0xBF, .. before, .. sequence, .. after]));
        Assert.Equal(("encoding", (long)before.Length + valid + 3), (afterMark.Rule, afterMark.ByteOffset));
    }

    [Fact]
    public void Invalid_UTF8_in_the_first_byte_is_reported_at_offset_0()
    {
        var violation = Assert.Single(SnapshotReader.Validate([0x80, .. TestDocument.Minimal.Utf8()]));

        Assert.Equal(("encoding", "", 1, 1, 0L), (violation.Rule, violation.Path, violation.Line, violation.Column, violation.ByteOffset));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Document_is_read_the_same_in_every_encoding(string name)
    {
        var text = OriginalFiles.Text(name);
        var expected = SnapshotReader.Read(text);

        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var bytes = encoding.GetBytes(text);
            Same.State(expected, SnapshotReader.Read([.. encoding.GetPreamble(), .. bytes]));
            Same.State(expected, SnapshotReader.Read(bytes));
            Assert.Empty(SnapshotReader.Validate(bytes));
        }
        Same.State(expected, SnapshotReader.Read("\uFEFF" + text));
    }

    [Fact]
    public void Second_byte_order_mark_is_a_syntax_violation() =>
        Assert.Equal("syntax", Assert.Single(SnapshotReader.Validate([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. TestDocument.Minimal.Utf8()])).Rule);
}
