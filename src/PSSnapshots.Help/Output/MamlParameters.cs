using System.Globalization;
using System.Xml.Linq;
using PSSnapshots.Help.Commands;
using PSSnapshots.Help.Pages;
using static PSSnapshots.Help.Output.MamlNames;

namespace PSSnapshots.Help.Output;

/// <summary>Makes the elements of a cmdlet's parameters and parameter sets.</summary>
internal sealed class MamlParameters(CommandDescription command, HelpPage page)
{
    private readonly Dictionary<string, ParameterSection> _sections =
        ParameterSection.ReadAll(page).ToDictionary(section => section.Name, StringComparer.Ordinal);

    /// <summary>Returns the element of a parameter set.</summary>
    public XElement CreateSyntax(ParameterSetDescription set) =>
        new(Command + "syntaxItem", new XElement(Maml + "name", command.Name), set.Parameters.Select(CreateCommon));

    /// <summary>Returns the element of a parameter, as the default parameter set or else the first one declares it.</summary>
    public XElement Create(ParameterDescription parameter)
    {
        XElement element = CreateCommon(command.InDefaultSet(parameter));
        string defaultValue = ParameterBlock.DefaultValue(_sections[parameter.Name].Block);
        if (parameter.IsSwitch) element.Add(Value("SwitchParameter", required: false, several: false));
        element.Add(
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type.FullName), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", defaultValue.Length > 0 ? defaultValue : "None"));
        return element;
    }

    private XElement CreateCommon(SetParameter facts)
    {
        ParameterDescription parameter = facts.Parameter;
        return new XElement(
            Command + "parameter",
            new XAttribute("required", facts.IsMandatory),
            new XAttribute("variableLength", parameter.TakesSeveral),
            new XAttribute("globbing", parameter.SupportsWildcards),
            new XAttribute("pipelineInput", PipelineInput(facts)),
            new XAttribute("position", facts.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
            new XElement(Maml + "name", parameter.Name),
            MamlWriter.Description(_sections[parameter.Name].Description),
            CreateAcceptedValues(parameter),
            CreateValue(parameter));
    }

    private static XElement? CreateAcceptedValues(ParameterDescription parameter) => parameter.AcceptedValues.Count == 0
        ? null
        : new XElement(Command + "parameterValueGroup", parameter.AcceptedValues.Select(value => Value(value, required: false, several: false)));

    private static XElement? CreateValue(ParameterDescription parameter) =>
        parameter.IsSwitch ? null : Value(parameter.Type.Name, required: true, parameter.TakesSeveral);

    private static XElement Value(string text, bool required, bool several) => new(
        Command + "parameterValue", new XAttribute("required", required), new XAttribute("variableLength", several), text);

    private static string PipelineInput(SetParameter facts) => (facts.ByPropertyName, facts.ByValue) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByPropertyName)",
        (false, true) => "True (ByValue)",
        _ => "False",
    };
}
