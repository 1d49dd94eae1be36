using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Creates an arm of a workflow branch.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowBranchArm")]
[Alias(DefinitionWords.When)]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowBranchArmCommand() : DefinitionCommand(DefinitionWords.When)
{
    /// <summary>Gets or sets the condition.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    public ScriptBlock? Condition { get; set; }

    /// <summary>Gets or sets the script block with the child elements.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    public ScriptBlock? Body { get; set; }

    /// <summary>Gets or sets the arms that follow on the same line, which PowerShell binds as arguments of the first.</summary>
    [Parameter(ValueFromRemainingArguments = true)]
    [AllowNull]
    public object?[]? More { get; set; }

    private protected override IEnumerable<DefinitionElement> Create()
    {
        yield return Arm(Condition, Body);
        var rest = new Queue<object?>(More ?? []);
        while (rest.TryDequeue(out var word))
        {
            if (Is(word, DefinitionWords.When)) yield return Arm(Next(rest), Next(rest));
            else if (Is(word, DefinitionWords.Otherwise)) yield return Default(Next(rest));
            else throw Element(null).Invalid($"'{word}' is not valid here. Use When or Otherwise");
        }
    }

    private DefinitionElement Arm(ScriptBlock? condition, ScriptBlock? body) => Element(null) with
    {
        Condition = Code(Required(condition, nameof(Condition), null)),
        Elements = Read(Required(body, nameof(Body), null)),
    };

    private DefinitionElement Default(ScriptBlock? body) =>
        new(DefinitionWords.Otherwise, null, Call) { Elements = Read(Required(body, nameof(Body), null)) };

    private static ScriptBlock? Next(Queue<object?> rest) => rest.TryDequeue(out var next) ? next.Unwrap() as ScriptBlock : null;

    private static bool Is(object? word, string name) => name.Equals(word.Unwrap() as string, StringComparison.OrdinalIgnoreCase);
}
