using System.Globalization;
using System.Text;
using PSSnapshots.Help.Commands;

namespace PSSnapshots.Help.Pages;

/// <summary>The YAML block that states the facts of a parameter.</summary>
internal static class ParameterBlock
{
    private const string DefaultValueKey = "DefaultValue: ";

    /// <summary>Returns the block with its fence.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="previous">The block that the page has. A default value that the assembly does not tell is kept.</param>
    public static string Write(ParameterDescription parameter, string? previous)
    {
        StringBuilder text = new("```yaml\n");
        Line(text, $"Type: {TypeName(parameter.Type)}");
        Line(text, $"{DefaultValueKey}{YamlText.Quote(parameter.DefaultValue ?? DefaultValue(previous))}");
        Line(text, $"SupportsWildcards: {Truth(parameter.SupportsWildcards)}");
        List(text, "Aliases", parameter.Aliases);
        Line(text, "ParameterSets:");
        foreach (SetParameter set in parameter.Sets)
            AppendSet(text, set);
        Line(text, $"DontShow: {Truth(parameter.IsHidden)}");
        List(text, "AcceptedValues", parameter.AcceptedValues);
        Line(text, $"HelpMessage: {YamlText.Quote(parameter.HelpMessage)}");
        return text.Append("```").ToString();
    }

    /// <summary>Returns the default value that a block states; empty if it states none.</summary>
    public static string DefaultValue(string? block)
    {
        string? line = block?.Split('\n').FirstOrDefault(line => line.StartsWith(DefaultValueKey, StringComparison.Ordinal));
        return line is null ? "" : YamlText.Unquote(line[DefaultValueKey.Length..].Trim());
    }

    private static void AppendSet(StringBuilder text, SetParameter set)
    {
        Line(text, $"- Name: {set.SetName}");
        Line(text, $"  Position: {set.Position?.ToString(CultureInfo.InvariantCulture) ?? "Named"}");
        Line(text, $"  IsRequired: {Truth(set.IsMandatory)}");
        Line(text, $"  ValueFromPipeline: {Truth(set.ByValue)}");
        Line(text, $"  ValueFromPipelineByPropertyName: {Truth(set.ByPropertyName)}");
        Line(text, $"  ValueFromRemainingArguments: {Truth(set.RemainingArguments)}");
    }

    private static void List(StringBuilder text, string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            Line(text, $"{key}: []");
            return;
        }

        Line(text, $"{key}:");
        foreach (string value in values)
            Line(text, $"- {YamlText.Quote(value)}");
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    private static string Truth(bool value) => value ? "true" : "false";

    private static string TypeName(Type type) => type.IsGenericType
        ? $"{type.GetGenericTypeDefinition().FullName}[{string.Join(',', type.GetGenericArguments().Select(argument => argument.FullName))}]"
        : type.FullName!;
}
