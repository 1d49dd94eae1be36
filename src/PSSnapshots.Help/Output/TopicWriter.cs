using Markdig.Extensions.Tables;
using Markdig.Syntax;
using PSSnapshots.Help.Pages;

namespace PSSnapshots.Help.Output;

/// <summary>Writes a conceptual topic as the plain text that <c>Get-Help about_...</c> shows.</summary>
internal static class TopicWriter
{
    private const int Indent = 4;
    private const int CodeIndent = 8;
    private const int WidestFirstColumn = 32;
    private static readonly string Margin = new(' ', Indent);
    private static readonly string CodeMargin = new(' ', CodeIndent);

    /// <summary>Returns the lines of a topic, without trailing blank lines.</summary>
    public static IReadOnlyList<string> Write(HelpPage page)
    {
        List<string> lines = ["TOPIC", $"{Margin}{page.Title}"];
        foreach (PageSection section in page.Sections)
            AddSection(lines, section);
        return lines;
    }

    private static void AddSection(List<string> lines, PageSection section)
    {
        lines.Add("");
        lines.Add(section.Title.ToUpperInvariant());
        AddBlocks(lines, section.Blocks);
        foreach (PageSection part in section.Sections)
        {
            lines.Add("");
            lines.Add($"  {part.Title}");
            AddBlocks(lines, part.Blocks);
        }
    }

    private static void AddBlocks(List<string> lines, IReadOnlyList<Block> blocks)
    {
        foreach ((int index, Block block) in blocks.Index())
        {
            if (index > 0) lines.Add("");
            lines.AddRange(Lines(block));
        }
    }

    private static IEnumerable<string> Lines(Block block) => block switch
    {
        FencedCodeBlock code => PlainText.OfCode(code).Split('\n').Select(line => line.Length > 0 ? $"{CodeMargin}{line}" : ""),
        Table table => Rows(table),
        ListBlock list => list.Cast<ListItemBlock>().SelectMany(Item),
        _ => TextWrapper.Wrap(PlainText.Of(block), Margin, Indent),
    };

    // An item that is a link is a name to look up, and needs no mark.
    private static IEnumerable<string> Item(ListItemBlock item) => RelatedLinks.IsLink(item)
        ? [$"{Margin}{PlainText.Of(item)}"]
        : TextWrapper.Wrap(PlainText.Of(item), $"{Margin}- ", Indent + 2);

    // The first column names something, and the second describes it. A name that is too long has a line of its own.
    private static IEnumerable<string> Rows(Table table)
    {
        (string Name, string Text)[] rows =
            [.. table.Cast<TableRow>().Where(row => !row.IsHeader).Select(row => (PlainText.Of(row[0]), PlainText.Of(row[1])))];
        int width = rows.Select(row => row.Name.Length).Where(length => length <= WidestFirstColumn).DefaultIfEmpty(WidestFirstColumn).Max() + 2;
        return rows.SelectMany(row => Row(row.Name, row.Text, CodeIndent + width));
    }

    private static IEnumerable<string> Row(string name, string text, int column) => name.Length + 2 <= column - CodeIndent
        ? TextWrapper.Wrap(text, $"{CodeMargin}{name}".PadRight(column), column)
        : [$"{CodeMargin}{name}", .. TextWrapper.Wrap(text, new string(' ', column), column)];
}
