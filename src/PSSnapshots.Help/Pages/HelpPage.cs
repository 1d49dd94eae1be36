using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace PSSnapshots.Help.Pages;

/// <summary>A Markdown page of the help: front matter, a title, and sections.</summary>
internal sealed class HelpPage
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().DisableHtml().Build();

    private HelpPage(string path, string text)
    {
        Path = path;
        Text = text;
        MarkdownDocument document = Markdown.Parse(text, Pipeline);
        FrontMatter = ReadFrontMatter(document);
        Block[] blocks = [.. document.Where(block => block is not YamlFrontMatterBlock)];
        Title = blocks.OfType<HeadingBlock>().FirstOrDefault(heading => heading.Level == 1) is { } title ? PlainText.Of(title) : "";
        Sections = PageSection.Split(text, blocks, level: 2, end: text.Length);
    }

    /// <summary>The path of the file, as messages show it.</summary>
    public string Path { get; }

    /// <summary>The text of the file, with line feeds.</summary>
    public string Text { get; }

    /// <summary>The name that the file should describe: its name without the extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Whether the page is a conceptual topic instead of the help of a cmdlet.</summary>
    public bool IsTopic => Name.StartsWith("about_", StringComparison.OrdinalIgnoreCase);

    /// <summary>The keys and values between the first two lines of hyphens.</summary>
    public IReadOnlyDictionary<string, string> FrontMatter { get; }

    /// <summary>The text of the level-1 heading.</summary>
    public string Title { get; }

    /// <summary>The level-2 sections, in order.</summary>
    public IReadOnlyList<PageSection> Sections { get; }

    /// <summary>Returns the level-2 section of a title, or null.</summary>
    public PageSection? Find(string title) =>
        Sections.FirstOrDefault(section => string.Equals(section.Title, title, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a page from its text.</summary>
    public static HelpPage Parse(string path, string text) => new(path, text.ReplaceLineEndings("\n"));

    /// <summary>Reads a page from a file.</summary>
    public static HelpPage Load(string path) => Parse(path, File.ReadAllText(path));

    /// <summary>Returns the number of the line, from 1, that an offset in the text is on.</summary>
    public int LineOf(int offset) => Text.AsSpan(0, offset).Count('\n') + 1;

    private static Dictionary<string, string> ReadFrontMatter(MarkdownDocument document)
    {
        Dictionary<string, string> values = [];
        if (document.FirstOrDefault() is not YamlFrontMatterBlock block) return values;
        foreach (string line in block.Lines.ToString().Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) values[line[..colon].Trim()] = YamlText.Unquote(line[(colon + 1)..].Trim());
        }

        return values;
    }
}
