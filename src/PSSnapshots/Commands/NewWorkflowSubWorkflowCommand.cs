using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Creates a nested workflow in a workflow definition.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowSubWorkflow")]
[Alias(DefinitionWords.SubWorkflow)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowSubWorkflowCommand() : DefinitionCommand(DefinitionWords.SubWorkflow)
{
    /// <summary>Gets or sets the ID.</summary>
    [Parameter(Position = 0)]
    [StepId]
    [AllowNull]
    [AllowEmptyString]
    public string? Id { get; set; }

    /// <summary>Gets or sets the script block with the child elements.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    public ScriptBlock? Body { get; set; }

    private protected override IEnumerable<DefinitionElement> Create()
    {
        yield return Element(Required(Id)) with { Elements = Read(Required(Body, nameof(Body), Id)) };
    }
}
