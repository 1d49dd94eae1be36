using Markdig.Syntax;
using PSSnapshots.Help.Commands;

namespace PSSnapshots.Help.Pages;

/// <summary>The section of one parameter: prose by hand and a YAML block of facts from the assembly.</summary>
internal sealed class ParameterSection
{
    private ParameterSection(string name, string prose, string? block, IReadOnlyList<Block> description, int start)
    {
        Name = name;
        Prose = prose;
        Block = block;
        Description = description;
        Start = start;
    }

    /// <summary>The name, without the hyphen.</summary>
    public string Name { get; }

    /// <summary>The Markdown of the description.</summary>
    public string Prose { get; }

    /// <summary>The YAML block with its fence, or null.</summary>
    public string? Block { get; }

    /// <summary>The blocks of the description.</summary>
    public IReadOnlyList<Block> Description { get; }

    /// <summary>The offset of the heading.</summary>
    public int Start { get; }

    /// <summary>Reads the parameters from the section PARAMETERS.</summary>
    public static IReadOnlyList<ParameterSection> ReadAll(HelpPage page) =>
        [.. (page.Find(SectionNames.Parameters)?.Sections ?? []).Where(section => section.Title.StartsWith('-')).Select(section => Read(page, section))];

    /// <summary>Returns the section of a parameter with the facts that the assembly declares.</summary>
    public static string Write(ParameterDescription parameter, ParameterSection? section) => $"""
        ### -{parameter.Name}

        {section?.Prose ?? Placeholder.Of($"{parameter.Name} Description")}

        {ParameterBlock.Write(parameter, section?.Block)}
        """;

    private static ParameterSection Read(HelpPage page, PageSection section)
    {
        FencedCodeBlock? block = section.CodeBlocks.LastOrDefault(code => code.Info == "yaml");
        string name = section.Title.TrimStart('-');
        if (block is null) return new ParameterSection(name, section.Content, null, section.Blocks, section.Start);

        string before = page.Text[section.ContentStart..block.Span.Start];
        string after = page.Text[(block.Span.End + 1)..section.End];
        return new ParameterSection(
            name, $"{before.Trim()}\n\n{after.Trim()}".Trim(), page.Text[block.Span.Start..(block.Span.End + 1)],
            [.. section.Blocks.Where(other => other != block)], section.Start);
    }
}
