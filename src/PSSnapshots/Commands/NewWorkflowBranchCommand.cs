using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Creates a workflow element that runs the first arm whose condition is true.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowBranch", DefaultParameterSetName = UnnamedSet)]
[Alias(DefinitionWords.Branch)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowBranchCommand() : GroupCommand(DefinitionWords.Branch)
{
    private protected override IEnumerable<DefinitionElement> Create()
    {
        yield return Element(GivenId) with { Elements = Read(RequiredBody()) };
    }
}
