using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Creates a workflow element that runs its child elements at the same time.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowParallel", DefaultParameterSetName = UnnamedSet)]
[Alias(DefinitionWords.InParallel)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowParallelCommand() : GroupCommand(DefinitionWords.InParallel)
{
    /// <summary>Gets or sets the maximum number of child elements that run at the same time.</summary>
    [Parameter]
    public int ThrottleLimit { get; set; }

    private protected override IEnumerable<DefinitionElement> Create()
    {
        var element = Element(GivenId);
        yield return element with { Limit = Count(nameof(ThrottleLimit), ThrottleLimit, element), Elements = Read(RequiredBody()) };
    }
}
