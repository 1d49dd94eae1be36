using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace PSSnapshots.Help.Commands;

/// <summary>Reads a parameter from the metadata that PowerShell keeps of it.</summary>
internal static class ParameterReader
{
    /// <summary>Describes a parameter without its sets.</summary>
    /// <param name="parameter">The metadata.</param>
    /// <param name="cmdlet">A new instance of the cmdlet, whose properties have their initial values.</param>
    public static ParameterDescription Read(ParameterMetadata parameter, object cmdlet)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        ParameterAttribute[] attributes = [.. parameter.Attributes.OfType<ParameterAttribute>()];
        return new ParameterDescription
        {
            Name = parameter.Name,
            Type = type,
            Aliases = [.. parameter.Aliases],
            AcceptedValues = AcceptedValues(type, parameter),
            DefaultValue = DefaultValue(parameter, cmdlet),
            HelpMessage = attributes.Select(attribute => attribute.HelpMessage).FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? "",
            SupportsWildcards = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            IsHidden = attributes.Any(attribute => attribute.DontShow),
        };
    }

    /// <summary>Describes what the parameter sets declare, in the order of <paramref name="setNames"/>.</summary>
    public static IReadOnlyList<SetParameter> ReadSets(ParameterDescription description, ParameterMetadata parameter, string[] setNames) =>
        [.. parameter.ParameterSets.OrderBy(set => Array.IndexOf(setNames, set.Key)).Select(set => new SetParameter(
            description,
            set.Key == ParameterAttribute.AllParameterSets ? SetParameter.AllSets : set.Key,
            PositionOrNull(set.Value.Position),
            set.Value.IsMandatory,
            set.Value.ValueFromPipeline,
            set.Value.ValueFromPipelineByPropertyName,
            set.Value.ValueFromRemainingArguments))];

    /// <summary>Returns a position, or null for the value that means a named parameter.</summary>
    public static int? PositionOrNull(int position) => position == int.MinValue ? null : position;

    private static string[] AcceptedValues(Type type, ParameterMetadata parameter)
    {
        Type element = type.IsArray ? type.GetElementType()! : type;
        if (element.IsEnum) return Enum.GetNames(element);
        return [.. parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(attribute => attribute.ValidValues)];
    }

    private static string? DefaultValue(ParameterMetadata parameter, object cmdlet)
    {
        if (parameter.Attributes.OfType<PSDefaultValueAttribute>().FirstOrDefault() is { } attribute)
            return attribute.Help ?? Text(attribute.Value);

        // A dynamic parameter is not a property of the cmdlet.
        PropertyInfo? property = cmdlet.GetType().GetProperty(parameter.Name);
        object? initial = property is { CanRead: true } ? property.GetValue(cmdlet) : null;
        return parameter.SwitchParameter ? Text(initial is SwitchParameter { IsPresent: true }) : Text(initial);
    }

    // Zero is what a property has that nobody initialized, and a maximum stands for "no limit": neither says anything.
    private static string? Text(object? value) => value switch
    {
        bool or string => Convert.ToString(value, CultureInfo.InvariantCulture),
        Enum name when Convert.ToInt64(name, CultureInfo.InvariantCulture) != 0 => name.ToString(),
        int number and not (0 or int.MaxValue) => number.ToString(CultureInfo.InvariantCulture),
        long number and not (0 or long.MaxValue) => number.ToString(CultureInfo.InvariantCulture),
        Array { Length: > 0 } items => string.Join(", ", items.Cast<object?>().Select(Text)),
        _ => null,
    };
}
