using System.Xml;
using System.Xml.Linq;
using Markdig.Syntax;
using PSSnapshots.Help.Commands;
using PSSnapshots.Help.Pages;
using static PSSnapshots.Help.Output.MamlNames;

namespace PSSnapshots.Help.Output;

/// <summary>Writes the help of cmdlets as MAML: prose from the pages, and everything else from the assembly.</summary>
internal static class MamlWriter
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n" };

    /// <summary>Writes a help file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="cmdlets">The cmdlets with their pages.</param>
    public static void Write(string path, IEnumerable<(CommandDescription Command, HelpPage Page)> cmdlets)
    {
        XDocument document = new(new XElement(
            HelpItems + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(cmdlet => CreateCommand(cmdlet.Command, cmdlet.Page))));
        using XmlWriter writer = XmlWriter.Create(path, Settings);
        document.Save(writer);
    }

    private static XElement CreateCommand(CommandDescription command, HelpPage page)
    {
        MamlParameters parameters = new(command, page);
        return new XElement(
            Command + "command",
            Declarations,
            CreateDetails(command, page),
            Description(page.Find(SectionNames.Description)!.Blocks),
            new XElement(Command + "syntax", command.ParameterSets.Select(parameters.CreateSyntax)),
            new XElement(Command + "parameters", command.Parameters.Select(parameters.Create)),
            new XElement(Command + "inputTypes", page.Find(SectionNames.Inputs)!.Sections.Select(type => CreateType("inputType", type))),
            new XElement(Command + "returnValues", page.Find(SectionNames.Outputs)!.Sections.Select(type => CreateType("returnValue", type))),
            CreateNotes(page.Find(SectionNames.Notes)!),
            new XElement(Command + "examples", page.Find(SectionNames.Examples)!.Sections.Select(CreateExample)),
            new XElement(Maml + "relatedLinks", RelatedLinks.Read(page.Find(SectionNames.RelatedLinks)!).Select(CreateLink)));
    }

    private static XElement CreateDetails(CommandDescription command, HelpPage page)
    {
        string[] words = command.Name.Split('-', 2);
        return new XElement(
            Command + "details",
            new XElement(Command + "name", command.Name),
            new XElement(Command + "verb", words[0]),
            new XElement(Command + "noun", words[^1]),
            Description(page.Find(SectionNames.Synopsis)!.Blocks));
    }

    private static XElement CreateType(string name, PageSection type) => new(
        Command + name,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Title)),
        Description(type.Blocks));

    private static XElement? CreateNotes(PageSection section) => section.Blocks.Count == 0
        ? null
        : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(section.Blocks)));

    // The code stays what a user can copy and run. Its output follows as the first of the remarks.
    private static XElement CreateExample(PageSection example)
    {
        FencedCodeBlock[] code = [.. example.CodeBlocks];
        IEnumerable<Block> prose = example.Blocks.Where(block => block is not FencedCodeBlock);
        return new XElement(
            Command + "example",
            new XElement(Maml + "title", example.Title),
            new XElement(Dev + "code", PlainText.OfCode(code[0])),
            new XElement(
                Dev + "remarks",
                code[1..].Select(output => new XElement(Maml + "para", PlainText.OfCode(output))),
                Paragraphs(prose),
                new XElement(Maml + "para")));
    }

    private static XElement CreateLink((string Text, string Url) link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Url.Contains("://", StringComparison.Ordinal) ? link.Url : null));

    /// <summary>Returns a description of paragraphs.</summary>
    internal static XElement Description(IEnumerable<Block> blocks) => new(Maml + "description", Paragraphs(blocks));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<Block> blocks) =>
        PlainText.Paragraphs(blocks).Select(paragraph => new XElement(Maml + "para", paragraph));
}
