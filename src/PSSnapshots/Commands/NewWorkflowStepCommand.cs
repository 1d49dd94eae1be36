using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Creates a workflow step.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowStep")]
[Alias(DefinitionWords.Step)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowStepCommand() : StepOptionCommand(DefinitionWords.Step)
{
    private protected override IEnumerable<DefinitionElement> Create()
    {
        var element = Element(Required(Id));
        yield return element with { Code = Code(Required(Body, nameof(Body), Id)), Options = Options(element) };
    }
}
