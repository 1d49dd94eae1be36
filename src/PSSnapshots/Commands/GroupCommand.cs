using System.Management.Automation;
using PSSnapshots.Binding;

namespace PSSnapshots.Commands;

/// <summary>Base class of the keywords that contain other keywords and require no ID.</summary>
public abstract class GroupCommand : DefinitionCommand
{
    private protected const string UnnamedSet = "Unnamed";
    private const string NamedSet = "Named";

    private protected GroupCommand(string word)
        : base(word)
    {
    }

    /// <summary>Gets or sets the ID. If omitted, it is made from the kind and position of the element.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = NamedSet)]
    [StepId]
    [AllowNull]
    [AllowEmptyString]
    public string? Id { get; set; }

    /// <summary>Gets or sets the script block with the child elements.</summary>
    [Parameter(Position = 0, ParameterSetName = UnnamedSet)]
    [Parameter(Position = 1, ParameterSetName = NamedSet)]
    [AllowNull]
    public ScriptBlock? Body { get; set; }

    /// <summary>Gets the specified ID, or <see langword="null"/> if there is none.</summary>
    private protected string? GivenId => string.IsNullOrEmpty(Id) ? null : Id;

    private protected ScriptBlock RequiredBody() => Required(Body, nameof(Body), GivenId);
}
