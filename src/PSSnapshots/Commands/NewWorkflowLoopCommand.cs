using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Creates a workflow step that is repeated.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowLoop")]
[Alias(DefinitionWords.Loop)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowLoopCommand() : StepOptionCommand(DefinitionWords.Loop)
{
    /// <summary>Gets or sets the condition that ends the loop.</summary>
    [Parameter]
    [AllowNull]
    public ScriptBlock? Until { get; set; }

    /// <summary>Gets or sets the condition that continues the loop.</summary>
    [Parameter]
    [AllowNull]
    public ScriptBlock? While { get; set; }

    /// <summary>Gets or sets the maximum number of iterations.</summary>
    [Parameter]
    public int MaxIterations { get; set; }

    private protected override IEnumerable<DefinitionElement> Create()
    {
        var element = Element(Required(Id));
        if (IsGiven(nameof(Until)) == IsGiven(nameof(While))) throw element.Invalid("specify either -Until or -While");
        var condition = IsGiven(nameof(Until)) ? Required(Until, nameof(Until), Id) : Required(While, nameof(While), Id);
        yield return element with
        {
            LoopKind = IsGiven(nameof(Until)) ? LoopKind.DoUntil : LoopKind.DoWhile,
            Condition = Code(condition),
            Code = Code(Required(Body, nameof(Body), Id)),
            Limit = Count(nameof(MaxIterations), MaxIterations, element),
            Options = Options(element),
        };
    }
}
