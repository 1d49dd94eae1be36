using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Base class of the keywords of a definition. A keyword emits elements of the definition.</summary>
public abstract class DefinitionCommand : SnapshotCommand
{
    private protected DefinitionCommand(string word) => Word = word;

    private protected string Word { get; }

    /// <summary>Gets the invocation in the definition.</summary>
    private protected InvocationInfo Call => GetVariableValue(DefinitionWords.CallVariable) as InvocationInfo ?? MyInvocation;

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        try
        {
            foreach (var element in Create()) WriteObject(element);
        }
        catch (DefinitionFailure failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }

    private protected abstract IEnumerable<DefinitionElement> Create();

    private protected DefinitionElement Element(string? id) => new(Word, id, Call);

    private protected string Required(string? id) =>
        string.IsNullOrEmpty(id) ? throw DefinitionFailure.At(nameof(Messages.MissingStepId), DefinitionFailure.PlaceOf(Call), null, Word) : id;

    /// <summary>Returns a required script block, or throws an exception if it is missing.</summary>
    private protected ScriptBlock Required(ScriptBlock? block, string parameter, string? id) => block
        ?? throw DefinitionFailure.At(nameof(Messages.MissingScriptBlock), DefinitionFailure.PlaceOf(Call), id, id is null ? Word : $"{Word} {id}", parameter);

    private protected int? Count(string parameter, int value, DefinitionElement element) =>
        !IsGiven(parameter) ? null : value < 1 ? throw element.Invalid($"-{parameter} must be at least 1") : value;

    private protected IReadOnlyList<DefinitionElement> Read(ScriptBlock body) => DefinitionScript.Read(this, body);

    private protected StepCode Code(ScriptBlock block) => StepScript.ToCode(block, DefinitionScope.PreferencesOf(this));
}
