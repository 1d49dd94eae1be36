using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Creates a workflow step that runs once for each item.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowForEach")]
[Alias(DefinitionWords.ForEachItem)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowForEachCommand() : StepOptionCommand(DefinitionWords.ForEachItem)
{
    /// <summary>Gets or sets the code that emits the items.</summary>
    [Parameter]
    [AllowNull]
    public ScriptBlock? In { get; set; }

    /// <summary>Gets or sets the maximum number of items that are processed at the same time.</summary>
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
