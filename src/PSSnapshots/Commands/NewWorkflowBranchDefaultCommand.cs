using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Emits the arm of a branch of a workflow definition that runs if no condition is true.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowBranchDefault")]
[Alias(DefinitionWords.Otherwise)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowBranchDefaultCommand() : DefinitionCommand(DefinitionWords.Otherwise)
{
    /// <summary>The words that the arm contains.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    public ScriptBlock? Body { get; set; }

    private protected override IEnumerable<DefinitionElement> Create()
    {
        yield return Element(null) with { Elements = Read(Required(Body, nameof(Body), null)) };
    }
}
