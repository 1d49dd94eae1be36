using Markdig.Syntax;

namespace PSSnapshots.Help.Pages;

/// <summary>A heading of a page and what follows it, up to the next heading of its level or a higher one.</summary>
internal sealed class PageSection
{
    private PageSection(string text, Block[] blocks, int end)
    {
        HeadingBlock heading = (HeadingBlock)blocks[0];
        Title = PlainText.Of(heading);
        Start = heading.Span.Start;
        ContentStart = heading.Span.End + 1;
        End = end;
        Block[] content = blocks[1..];
        Blocks = [.. content.TakeWhile(block => block is not HeadingBlock)];
        Sections = Split(text, content, heading.Level + 1, end);
        Content = text[ContentStart..End].Trim('\n');
    }

    /// <summary>The text of the heading.</summary>
    public string Title { get; }

    /// <summary>The offset of the heading in the text of the page.</summary>
    public int Start { get; }

    /// <summary>The offset behind the heading.</summary>
    public int ContentStart { get; }

    /// <summary>The offset behind the section.</summary>
    public int End { get; }

    /// <summary>The Markdown below the heading, without blank lines around it.</summary>
    public string Content { get; }

    /// <summary>The blocks before the first heading of a lower level.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>The sections of the next level, in order.</summary>
    public IReadOnlyList<PageSection> Sections { get; }

    /// <summary>The fenced code blocks directly below the heading.</summary>
    public IEnumerable<FencedCodeBlock> CodeBlocks => Blocks.OfType<FencedCodeBlock>();

    /// <summary>Returns the section of the next level with a title, or null.</summary>
    public PageSection? Find(string title) =>
        Sections.FirstOrDefault(section => string.Equals(section.Title, title, StringComparison.OrdinalIgnoreCase));

    /// <summary>Splits blocks at the headings of a level. What precedes the first one belongs to none.</summary>
    /// <param name="text">The text of the page.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="level">The level of the headings.</param>
    /// <param name="end">The offset behind the last block.</param>
    public static IReadOnlyList<PageSection> Split(string text, Block[] blocks, int level, int end)
    {
        int[] starts = [.. Enumerable.Range(0, blocks.Length).Where(index => blocks[index] is HeadingBlock heading && heading.Level == level)];
        return [.. starts.Select((start, number) =>
        {
            int next = number + 1 < starts.Length ? starts[number + 1] : blocks.Length;
            return new PageSection(text, blocks[start..next], next < blocks.Length ? blocks[next].Span.Start : end);
        })];
    }
}
