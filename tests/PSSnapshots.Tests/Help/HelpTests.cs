using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PSSnapshots.Tests.Conventions;
using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Help;

/// <summary>The help says what there is, all of it, and nothing that is not.</summary>
public sealed partial class HelpTests
{
    /// <summary>What examples use besides the module, and the engine here does not have: commands with their parameters.</summary>
    private static readonly Dictionary<string, string[]> CommandsOfPowerShell = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Export-Csv"] = [],
        ["Import-Csv"] = [],
        ["Format-Table"] = [],
        ["Get-ChildItem"] = ["Filter"],
        ["Get-Content"] = ["ErrorAction", "Raw"],
        ["Get-Date"] = [],
        ["Group-Object"] = [],
        ["Invoke-RestMethod"] = ["Uri", "Method", "ContentType", "Body"],
        ["Invoke-WebRequest"] = ["Uri"],
        ["New-Item"] = ["ItemType", "Force"],
        ["Select-Object"] = [],
        ["Sort-Object"] = [],
        ["Write-Warning"] = [],
    };

    /// <summary>What an example says is the reader's own.</summary>
    private const string CommandOfTheReader = "Invoke-Migration";

    /// <summary>What stands in a definition only.</summary>
    private static readonly string[] WordsOfDefinitions =
        ["Step", "InParallel", "Branch", "When", "Otherwise", "ForEachItem", "Loop", "SubWorkflow", "Retry"];

    public static TheoryData<string> Names
    {
        get
        {
            using ModuleEngine engine = new();
            return [.. Exported(engine).Select(command => command.Name).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void TheHelpIsOfTheModulesCmdletsAndOfNoOthers()
    {
        using ModuleEngine engine = new();

        Assert.Equal(
            Exported(engine).Select(command => command.Name).Order(StringComparer.Ordinal),
            HelpFile.Commands.Select(help => help.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SynopsisAndDescriptionAreOfTheCmdletsOwn(string name)
    {
        CommandHelp help = HelpFile.Of(name);

        Assert.Matches(@"^[A-Z][^\n]{10,80}\.$", help.Synopsis);
        Assert.True(help.Description.Length > 80, "The description says too little.");
        Assert.Contains(name, help.Description, StringComparison.Ordinal);
        Assert.All(HelpFile.Commands.Where(other => other.Name != name), other =>
        {
            Assert.NotEqual(other.Synopsis, help.Synopsis);
            Assert.NotEqual(other.Description, help.Description);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ExamplesParseAndNameOnlyWhatExists(string name)
    {
        using ModuleEngine engine = new();
        CommandHelp help = HelpFile.Of(name);

        Assert.True(help.Examples.Count >= 2, "There are fewer than two examples.");
        foreach (string example in help.Examples)
        {
            ScriptBlockAst script = Parser.ParseInput(example, out _, out ParseError[] errors);
            Assert.Empty(errors);
            foreach (CommandAst command in script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
                CheckCommand(engine, command);
        }

        Assert.All(help.Examples, example => Assert.Contains(name, example, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryParameterIsDescribedAndNoOther(string name)
    {
        using ModuleEngine engine = new();
        CommandInfo command = Exported(engine).Single(exported => exported.Name == name);
        CommandHelp help = HelpFile.Of(name);

        Assert.Equal(
            OwnParameters(command.Parameters.Keys),
            help.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.All(
            help.Parameters.Concat(help.Syntaxes.SelectMany(syntax => syntax)),
            parameter => Assert.Matches(@"^[A-Z].*\.$", parameter.Description.ReplaceLineEndings(" ")));
        Assert.All(help.Parameters, parameter => Assert.Equal(
            command.Parameters[parameter.Name].Aliases.DefaultIfEmpty("none"), parameter.Aliases.Split(", ")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FactsOfParametersAgreeWithTheMetadata(string name)
    {
        using ModuleEngine engine = new();
        CommandInfo command = Exported(engine).Single(exported => exported.Name == name);
        CommandHelp help = HelpFile.Of(name);

        Assert.Equal(command.ParameterSets.Count, help.Syntaxes.Count);
        foreach (CommandParameterSetInfo set in command.ParameterSets)
        {
            CommandParameterInfo[] expected = [.. set.Parameters.Where(parameter => IsOwn(parameter.Name))];
            IReadOnlyList<ParameterHelp> syntax = Assert.Single(
                help.Syntaxes, candidate => candidate.Select(parameter => parameter.Name).ToHashSet().SetEquals(expected.Select(parameter => parameter.Name)));
            foreach (CommandParameterInfo parameter in expected)
                Assert.Equal(FactsOf(parameter), FactsOf(syntax.Single(described => described.Name == parameter.Name)));
        }

        // The list of all parameters says what holds in the default set, or else in the first set that has the parameter.
        CommandParameterSetInfo[] sets = [.. command.ParameterSets.OrderByDescending(set => set.IsDefault)];
        foreach (ParameterHelp described in help.Parameters)
        {
            CommandParameterInfo parameter = sets.SelectMany(set => set.Parameters).First(candidate => candidate.Name == described.Name);
            Assert.Equal(FactsOf(parameter), FactsOf(described));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LinksLeadSomewhere(string name) =>
        Assert.All(HelpFile.Of(name).Links, link =>
            Assert.True(link == "about_Snapshots" || HelpFile.Commands.Any(help => help.Name == link), $"There is no help on {link}."));

    [Theory]
    [MemberData(nameof(Names))]
    public void GetHelpFindsIt(string name)
    {
        using ModuleEngine engine = new();

        PSObject found = Assert.Single(engine.Invoke("Get-Help $args[0] -Full", name));

        Assert.Equal(HelpFile.Of(name).Synopsis, found.Properties["Synopsis"].Value.ToString()!.Trim());
        Assert.Contains("MamlCommandHelpInfo#FullView", found.TypeNames);
    }

    [Fact]
    public void TheAboutTopicIsFoundAndNamesEveryCmdlet()
    {
        using ModuleEngine engine = new();

        PSObject found = Assert.Single(engine.Invoke("Get-Help about_Snapshots"));

        Assert.Equal(HelpFile.AboutTopic.ReplaceLineEndings().Trim(), found.ToString().ReplaceLineEndings().Trim());
        Assert.All(HelpFile.Commands, help => Assert.Contains(help.Name, HelpFile.AboutTopic, StringComparison.Ordinal));
        Assert.All(HelpFile.AboutTopic.ReplaceLineEndings("\n").Split('\n'), line => Assert.True(line.Length <= 80, $"Too wide: {line}"));
    }

    [Fact]
    public void TheAboutTopicListsTheErrorIds()
    {
        Assert.Equal(
            ErrorIdTests.ErrorIds.Order(StringComparer.Ordinal),
            ErrorIdLine().Matches(HelpFile.AboutTopic).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<CommandInfo> Exported(ModuleEngine engine) =>
        [.. engine.Invoke("(Get-Module Snapshots).ExportedCmdlets.Values").Select(command => (CommandInfo)command.BaseObject)];

    private static void CheckCommand(ModuleEngine engine, CommandAst command)
    {
        string name = command.GetCommandName();
        string[] parameters = [.. command.CommandElements.OfType<CommandParameterAst>().Select(parameter => parameter.ParameterName)];
        if (name == CommandOfTheReader || WordsOfDefinitions.Contains(name)) return;
        if (CommandsOfPowerShell.TryGetValue(name, out string[]? known))
        {
            Assert.Subset(known.ToHashSet(StringComparer.OrdinalIgnoreCase), parameters.ToHashSet(StringComparer.OrdinalIgnoreCase));
            return;
        }

        CommandInfo info = (CommandInfo)Assert.Single(engine.Invoke("Get-Command $args[0]", name)).BaseObject;
        Assert.Equal(info.Name, name);
        Assert.All(parameters, parameter => Assert.Contains(parameter, info.Parameters.Keys, StringComparer.OrdinalIgnoreCase));
    }

    private static (bool Required, string Position, string Pipeline, bool Wildcards) FactsOf(ParameterHelp described) =>
        (described.Required, described.Position, described.Pipeline, described.Wildcards);

    private static (bool Required, string Position, string Pipeline, bool Wildcards) FactsOf(CommandParameterInfo parameter) =>
        (parameter.IsMandatory,
         parameter.Position < 0 ? "named" : parameter.Position.ToString(CultureInfo.InvariantCulture),
         (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
         {
             (true, true) => "True (ByPropertyName, ByValue)",
             (true, false) => "True (ByValue)",
             (false, true) => "True (ByPropertyName)",
             _ => "False",
         },
         parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any());

    private static IEnumerable<string> OwnParameters(IEnumerable<string> names) => names.Where(IsOwn).Order(StringComparer.Ordinal);

    private static bool IsOwn(string name) => !Cmdlet.CommonParameters.Contains(name);

    [GeneratedRegex(@"(?<=\nERRORS\n[\s\S]*)^ {8}([A-Z]\w+) {2,}\S(?=[\s\S]*\nMESSAGES\n)", RegexOptions.Multiline)]
    private static partial Regex ErrorIdLine();
}
