using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Emits a step of a workflow definition that runs once for each item.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowForEach")]
[Alias(DefinitionWords.ForEachItem)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowForEachCommand() : StepOptionCommand(DefinitionWords.ForEachItem)
{
    /// <summary>The code that emits the items.</summary>
    [Parameter]
    [AllowNull]
    public ScriptBlock? In { get; set; }

    /// <summary>The number of items that are processed at the same time.</summary>
    [Parameter]
    public int ThrottleLimit { get; set; }

    private protected override IEnumerable<DefinitionElement> Create()
    {
        var element = Element(Required(Id));
        yield return element with
        {
            Condition = Code(Required(In, nameof(In), Id)),
            Code = Code(Required(Body, nameof(Body), Id)),
            Limit = Count(nameof(ThrottleLimit), ThrottleLimit, element),
            Options = Options(element),
        };
    }
}
