using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PSSnapshots.Help.Pages;

/// <summary>Markdown as the plain text that <c>Get-Help</c> shows.</summary>
internal static class PlainText
{
    /// <summary>Returns the text of a heading, a paragraph or a table cell, on one line.</summary>
    public static string Of(Block block)
    {
        StringBuilder text = new();
        foreach (LeafBlock leaf in block is LeafBlock self ? [self] : block.Descendants<LeafBlock>())
        {
            if (text.Length > 0) text.Append(' ');
            AppendAll(text, leaf.Inline);
        }

        return text.ToString().Trim();
    }

    /// <summary>Returns the text of an inline element, such as a link.</summary>
    public static string OfInline(ContainerInline inline)
    {
        StringBuilder text = new();
        AppendAll(text, inline);
        return text.ToString();
    }

    /// <summary>Returns the lines of a code block.</summary>
    public static string OfCode(LeafBlock block) => block.Lines.ToString();

    /// <summary>
    /// Returns the paragraphs of blocks: one for each paragraph, list item, table row and code block.
    /// </summary>
    public static IEnumerable<string> Paragraphs(IEnumerable<Block> blocks) => blocks.SelectMany(Paragraphs);

    private static IEnumerable<string> Paragraphs(Block block) => block switch
    {
        ListBlock list => list.Cast<ListItemBlock>().Select(item => $"- {Of(item)}"),
        Table table => table.Cast<TableRow>().Where(row => !row.IsHeader).Select(row => string.Join(": ", row.Select(Of))),
        CodeBlock code => [OfCode(code)],
        QuoteBlock quote => quote.SelectMany(Paragraphs),
        LeafBlock leaf when leaf.Inline is not null => [Of(leaf)],
        _ => [],
    };

    private static void AppendAll(StringBuilder text, ContainerInline? container)
    {
        foreach (Inline inline in container ?? Enumerable.Empty<Inline>())
            Append(text, inline);
    }

    private static void Append(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.ContentSpan);
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case LineBreakInline:
                text.Append(' ');
                break;
            case ContainerInline nested:
                AppendAll(text, nested);
                break;
        }
    }
}
