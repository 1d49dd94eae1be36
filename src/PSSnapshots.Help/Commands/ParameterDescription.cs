namespace PSSnapshots.Help.Commands;

/// <summary>A parameter of a cmdlet, as far as all parameter sets agree on it.</summary>
internal sealed class ParameterDescription
{
    /// <summary>The name, without the hyphen.</summary>
    public required string Name { get; init; }

    /// <summary>The type. A <see cref="Nullable{T}"/> is described by its argument.</summary>
    public required Type Type { get; init; }

    /// <summary>The aliases, in the order of their declaration.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The names that an enumeration or a <c>ValidateSet</c> permits; empty for other parameters.</summary>
    public required IReadOnlyList<string> AcceptedValues { get; init; }

    /// <summary>The default value if the assembly tells it, or null.</summary>
    public required string? DefaultValue { get; init; }

    /// <summary>The message that prompts for a mandatory parameter; empty if there is none.</summary>
    public required string HelpMessage { get; init; }

    /// <summary>Whether wildcards are permitted.</summary>
    public required bool SupportsWildcards { get; init; }

    /// <summary>Whether completion omits the parameter.</summary>
    public required bool IsHidden { get; init; }

    /// <summary>What the parameter sets declare: one entry if the parameter is in all of them alike.</summary>
    public IReadOnlyList<SetParameter> Sets { get; set; } = [];

    /// <summary>Whether the parameter is a switch.</summary>
    public bool IsSwitch => Type.FullName == "System.Management.Automation.SwitchParameter";

    /// <summary>Whether the parameter takes several values.</summary>
    public bool TakesSeveral => Type.IsArray;
}
