using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Emits a workflow within a workflow definition.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowSubWorkflow")]
[Alias(DefinitionWords.SubWorkflow)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowSubWorkflowCommand() : DefinitionCommand(DefinitionWords.SubWorkflow)
{
    /// <summary>The ID.</summary>
    [Parameter(Position = 0)]
    [StepId]
    [AllowNull]
    [AllowEmptyString]
    public string? Id { get; set; }

    /// <summary>The words that it contains.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    public ScriptBlock? Body { get; set; }

    private protected override IEnumerable<DefinitionElement> Create()
    {
        yield return Element(Required(Id)) with { Elements = Read(Required(Body, nameof(Body), Id)) };
    }
}
