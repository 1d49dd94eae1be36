using System.Management.Automation;
using PSSnapshots.Binding;

namespace PSSnapshots.Commands;

/// <summary>A word whose body contains other words, and which needs no ID.</summary>
public abstract class GroupCommand : DefinitionCommand
{
    private protected const string UnnamedSet = "Unnamed";
    private const string NamedSet = "Named";

    private protected GroupCommand(string word)
        : base(word)
    {
    }

    /// <summary>The ID; one made of kind and place if omitted.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = NamedSet)]
    [StepId]
    [AllowNull]
    [AllowEmptyString]
    public string? Id { get; set; }

    /// <summary>The words that it contains.</summary>
    [Parameter(Position = 0, ParameterSetName = UnnamedSet)]
    [Parameter(Position = 1, ParameterSetName = NamedSet)]
    [AllowNull]
    public ScriptBlock? Body { get; set; }

    /// <summary>The ID that the author gave, if any.</summary>
    private protected string? GivenId => string.IsNullOrEmpty(Id) ? null : Id;

    private protected ScriptBlock RequiredBody() => Required(Body, nameof(Body), GivenId);
}
