using System.Text;
using System.Text.RegularExpressions;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class WhitespaceTests
{
    public static TheoryData<string> Files => OriginalFiles.AsTheoryData();

    [Theory]
    [MemberData(nameof(Files))]
    public void Indented_and_compact_text_are_read_the_same(string name)
    {
        var text = OriginalFiles.Text(name);
        var indented = SnapshotReader.Read(text);
        var compact = SnapshotReader.Read(Json.Of(text).ToString());

        Same.State(indented, compact);
        Assert.Equal(WithoutId(indented), WithoutId(compact));

        static string WithoutId(Snapshot snapshot) =>
            new SnapshotManager().Export(snapshot, compress: true).Replace(snapshot.Id, "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\t")]
    [InlineData("\r\n")]
    [InlineData("\n \t\r")]
    public void White_space_between_tokens_is_removed(string whiteSpace)
    {
        var snapshot = Sample.FullSnapshot();
        var compact = new SnapshotManager().Export(snapshot, compress: true);
        var indented = AddWhiteSpace(compact, whiteSpace);

        var read = SnapshotReader.Read(Encoding.UTF8.GetBytes(indented));

        Assert.Equal(compact, new SnapshotManager().Export(read, compress: true));
        Assert.Equal(new SnapshotManager().Export(snapshot), new SnapshotManager().Export(read));
    }

    [Fact]
    public void Single_space_between_tokens_is_removed()
    {
        var compact = TestDocument.Minimal
            .With("stepResults", """{"s":{"status":"completed","output":{"a":[1,"b c",{}],"d":null}}}""")
            .With("logs", """[{"timestamp":1,"type":"step","description":"d e"},{"timestamp":2,"type":"step","description":"f"}]""")
            .With("id", "\"i\"")
            .With("extra", """{"g":[true,false]}""")
            .ToString();
        var expected = new SnapshotManager().Export(SnapshotReader.Read(compact), compress: true);

        foreach (var place in PositionsBetweenTokens(compact))
        {
            var read = SnapshotReader.Read(compact.Insert(place, " "));
            Assert.Equal(expected, new SnapshotManager().Export(read, compress: true));
        }
    }

    [Fact]
    public void Document_can_mix_compact_and_indented_parts()
    {
        var document = TestDocument.Minimal.With(
            "logs",
            """[{"timestamp":1,"type":"step","description":"a"},{ "timestamp" : 2,"type":"step","description":"b" },{"timestamp":3,"type":"step","description":"c"} , {"timestamp":4,"type":"step","description":"d"}]""");

        var read = SnapshotReader.Read(document.ToString());

        Assert.Equal(["a", "b", "c", "d"], read.Logs.Select(log => log.Description));
        Assert.Equal("""{"timestamp":2,"type":"step","description":"b"}""", read.Logs[1].ToJson().ToString());
        Assert.Contains("""[{"timestamp":1,"type":"step","description":"a"},{"timestamp":2,""", new SnapshotManager().Export(read, compress: true), StringComparison.Ordinal);
    }

    private static string AddWhiteSpace(string compact, string whiteSpace)
    {
        var indented = new StringBuilder(whiteSpace);
        foreach (Match token in Tokens(compact)) indented.Append(token.Value).Append(whiteSpace);
        return indented.ToString();
    }

    private static IEnumerable<int> PositionsBetweenTokens(string compact) => Tokens(compact).Select(token => token.Index).Append(compact.Length);

    private static MatchCollection Tokens(string compact) => Regex.Matches(compact, """
        "(\\.|[^"\\])*"|[{}\[\]:,]|[^{}\[\]:,"\s]+
        """);
}
