using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Creates the arm of a workflow branch that runs if no condition is true.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowBranchDefault")]
[Alias(DefinitionWords.Otherwise)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowBranchDefaultCommand() : DefinitionCommand(DefinitionWords.Otherwise)
{
    /// <summary>Gets or sets the script block with the child elements.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    public ScriptBlock? Body { get; set; }

    private protected override IEnumerable<DefinitionElement> Create()
    {
        yield return Element(null) with { Elements = Read(Required(Body, nameof(Body), null)) };
    }
}
