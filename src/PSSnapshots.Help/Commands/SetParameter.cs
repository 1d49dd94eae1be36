namespace PSSnapshots.Help.Commands;

/// <summary>What one parameter set declares about a parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="SetName">The name of the parameter set, or <see cref="AllSets"/>.</param>
/// <param name="Position">The position from 0, or null if the parameter is named.</param>
/// <param name="IsMandatory">Whether the set requires the parameter.</param>
/// <param name="ByValue">Whether the parameter takes pipeline objects.</param>
/// <param name="ByPropertyName">Whether the parameter takes properties of pipeline objects.</param>
/// <param name="RemainingArguments">Whether the parameter takes the remaining arguments.</param>
internal sealed record SetParameter(
    ParameterDescription Parameter,
    string SetName,
    int? Position,
    bool IsMandatory,
    bool ByValue,
    bool ByPropertyName,
    bool RemainingArguments)
{
    /// <summary>The name of the set of a parameter that is in all parameter sets.</summary>
    public const string AllSets = "(All)";
}
