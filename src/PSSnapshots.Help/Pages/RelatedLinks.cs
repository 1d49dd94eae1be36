using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PSSnapshots.Help.Pages;

/// <summary>The links of the last section of a page.</summary>
internal static class RelatedLinks
{
    /// <summary>Returns the text and the address of each link of a section.</summary>
    public static IEnumerable<(string Text, string Url)> Read(PageSection section) =>
        section.Blocks.SelectMany(block => block.Descendants<LinkInline>()).Select(link => (PlainText.OfInline(link), link.Url ?? ""));

    /// <summary>Returns whether a list item is a link and nothing else.</summary>
    public static bool IsLink(ListItemBlock item) =>
        item is [ParagraphBlock { Inline: { } inline }] && inline.FirstChild is LinkInline link && link == inline.LastChild;
}
