namespace PSSnapshots.Help.Commands;

/// <summary>A parameter set of a cmdlet.</summary>
/// <param name="Name">The name, which is <c>__AllParameterSets</c> if the cmdlet declares no sets.</param>
/// <param name="IsDefault">Whether PowerShell chooses this set when the arguments fit several.</param>
/// <param name="Syntax">The syntax as <c>Get-Command -Syntax</c> shows it, without the name of the cmdlet.</param>
/// <param name="Parameters">The parameters without the common ones, in the order of the syntax.</param>
internal sealed record ParameterSetDescription(string Name, bool IsDefault, string Syntax, IReadOnlyList<SetParameter> Parameters);
