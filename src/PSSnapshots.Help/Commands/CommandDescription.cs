namespace PSSnapshots.Help.Commands;

/// <summary>A cmdlet as its assembly declares it.</summary>
/// <param name="Name">The verb and the noun, such as <c>Get-RunSnapshot</c>.</param>
/// <param name="AssemblyName">The name of the assembly that has the cmdlet.</param>
/// <param name="Aliases">The aliases that the module exports for the cmdlet, by name.</param>
/// <param name="ParameterSets">The parameter sets, in the order of <c>Get-Command -Syntax</c>.</param>
/// <param name="Parameters">The parameters without the common ones, by name.</param>
/// <param name="OutputTypes">The full names of the declared output types, without <see cref="Void"/>.</param>
internal sealed record CommandDescription(
    string Name,
    string AssemblyName,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<ParameterSetDescription> ParameterSets,
    IReadOnlyList<ParameterDescription> Parameters,
    IReadOnlyList<string> OutputTypes)
{
    /// <summary>The parameter sets, the default one first.</summary>
    public IEnumerable<ParameterSetDescription> DefaultFirst => ParameterSets.OrderByDescending(set => set.IsDefault);

    /// <summary>Returns the parameter as the default parameter set declares it, or else the first set that has it.</summary>
    public SetParameter InDefaultSet(ParameterDescription parameter) =>
        DefaultFirst.SelectMany(set => set.Parameters).First(candidate => candidate.Parameter == parameter);
}
