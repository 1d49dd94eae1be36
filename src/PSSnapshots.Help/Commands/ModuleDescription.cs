namespace PSSnapshots.Help.Commands;

/// <summary>A module as PowerShell imports it.</summary>
/// <param name="Name">The name of the module.</param>
/// <param name="Commands">The cmdlets that the module exports, by name.</param>
internal sealed record ModuleDescription(string Name, IReadOnlyList<CommandDescription> Commands);
