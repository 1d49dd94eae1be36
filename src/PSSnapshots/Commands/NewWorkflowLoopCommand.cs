using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Emits a step of a workflow definition that is repeated.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowLoop")]
[Alias(DefinitionWords.Loop)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowLoopCommand() : StepOptionCommand(DefinitionWords.Loop)
{
    /// <summary>The condition that ends the loop.</summary>
    [Parameter]
    [AllowNull]
    public ScriptBlock? Until { get; set; }

    /// <summary>The condition that continues the loop.</summary>
    [Parameter]
    [AllowNull]
    public ScriptBlock? While { get; set; }

    /// <summary>The maximum number of iterations.</summary>
    [Parameter]
    public int MaxIterations { get; set; }

    private protected override IEnumerable<DefinitionElement> Create()
    {
        var element = Element(Required(Id));
        if (IsGiven(nameof(Until)) == IsGiven(nameof(While))) throw element.Invalid("it has either -Until or -While");
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
