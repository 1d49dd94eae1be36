using System.Xml.Linq;
using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Help;

/// <summary>The help that ships with the module, as its file says it.</summary>
internal static class HelpFile
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly string Folder = Path.Combine(RepositoryPaths.StagedModule, "en-US");

    public static IReadOnlyList<CommandHelp> Commands { get; } =
        [.. XDocument.Load(Path.Combine(Folder, "PSSnapshots.dll-Help.xml")).Root!.Elements(Command + "command").Select(ReadCommand)];

    public static string AboutTopic { get; } = File.ReadAllText(Path.Combine(Folder, "about_Snapshots.help.txt"));

    public static CommandHelp Of(string command) => Assert.Single(Commands, help => help.Name == command);

    private static CommandHelp ReadCommand(XElement command) => new(
        (string)command.Element(Command + "details")!.Element(Command + "name")!,
        TextOf(command.Element(Command + "details")!.Element(Maml + "description")),
        TextOf(command.Element(Maml + "description")),
        [.. command.Element(Command + "syntax")!.Elements(Command + "syntaxItem").Select(ReadParameters)],
        ReadParameters(command.Element(Command + "parameters")!),
        [.. command.Element(Command + "examples")!.Elements(Command + "example").Select(example => (string)example.Element(Dev + "code")!)],
        [.. command.Descendants(Maml + "linkText").Select(link => link.Value)]);

    private static List<ParameterHelp> ReadParameters(XElement parent) =>
        [.. parent.Elements(Command + "parameter").Select(parameter => new ParameterHelp(
            (string)parameter.Element(Maml + "name")!,
            TextOf(parameter.Element(Maml + "description")),
            (bool)parameter.Attribute("required")!,
            (string)parameter.Attribute("position")!,
            (string)parameter.Attribute("pipelineInput")!,
            (bool)parameter.Attribute("globbing")!,
            (string)parameter.Attribute("aliases")!))];

    private static string TextOf(XElement? element) =>
        string.Join('\n', element?.Elements(Maml + "para").Select(paragraph => paragraph.Value.Trim()) ?? []).Trim();
}

/// <param name="Name">The cmdlet.</param>
/// <param name="Synopsis">What it does, in a sentence.</param>
/// <param name="Description">What it does, at length.</param>
/// <param name="Syntaxes">The parameters of each parameter set.</param>
/// <param name="Parameters">All parameters.</param>
/// <param name="Examples">The code of each example.</param>
/// <param name="Links">What else to read.</param>
internal sealed record CommandHelp(
    string Name,
    string Synopsis,
    string Description,
    IReadOnlyList<IReadOnlyList<ParameterHelp>> Syntaxes,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<string> Examples,
    IReadOnlyList<string> Links);

/// <param name="Name">The parameter.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Position">Its position, or <c>named</c>.</param>
/// <param name="Pipeline">Whether and how it takes values from the pipeline.</param>
/// <param name="Wildcards">Whether it takes wildcards.</param>
/// <param name="Aliases">Its other names, or <c>none</c>.</param>
internal sealed record ParameterHelp(
    string Name, string Description, bool Required, string Position, string Pipeline, bool Wildcards, string Aliases);
