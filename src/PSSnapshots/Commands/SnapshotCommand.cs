using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Files;
using PSSnapshots.Storage;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>What the module's cmdlets have in common: errors, in one place.</summary>
public abstract class SnapshotCommand : PSCmdlet
{
    /// <summary>Whether a parameter was given, be it with null.</summary>
    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Whether messages of a preference reach anyone, so that they are worth making.</summary>
    private protected bool IsShown(string switchName, string preferenceVariable) =>
        MyInvocation.BoundParameters.TryGetValue(switchName, out var given)
            ? (SwitchParameter)given
            : LanguagePrimitives.TryConvertTo(GetVariableValue(preferenceVariable), out ActionPreference preference)
                && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>Returns whether the cmdlet only shows what it would do.</summary>
    private protected bool IsWhatIf =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
            ? (SwitchParameter)given
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Reports one bad item; the others go on.</summary>
    /// <param name="id">The name of a message, which is the error's id.</param>
    /// <param name="category">The error's category.</param>
    /// <param name="target">The item.</param>
    /// <param name="arguments">What the message speaks of.</param>
    private protected void WriteFailure(string id, ErrorCategory category, object? target, params object?[] arguments) =>
        WriteError(new ErrorRecord(new InvalidOperationException(MessageText.Of(id, arguments)), id, category, target));

    /// <summary>Reports one bad item; the others go on.</summary>
    /// <param name="failure">What the core threw.</param>
    /// <param name="target">The item.</param>
    /// <exception cref="InvalidOperationException">The exception is none that the core is known to throw.</exception>
    private protected void WriteFailure(Exception failure, object? target)
    {
        var (id, category) = failure switch
        {
            SnapshotFormatException => (nameof(Messages.InvalidSnapshot), ErrorCategory.InvalidData),
            RunMismatchException => (nameof(Messages.RunMismatch), ErrorCategory.InvalidOperation),
            PatchFailedException => (nameof(Messages.PatchFailed), ErrorCategory.InvalidOperation),
            UnsupportedValueException => (nameof(Messages.UnsupportedValue), ErrorCategory.InvalidType),
            FieldNotWritableException => (nameof(Messages.FieldNotWritable), ErrorCategory.InvalidOperation),
            NotARunException shape => (shape.ErrorId, ErrorCategory.InvalidArgument),
            _ => throw new InvalidOperationException($"No error id is known for {failure.GetType()}.", failure),
        };
        WriteError(new ErrorRecord(failure, id, category, target));
    }

    /// <summary>What warns of each value that is left out; nothing where none is to be.</summary>
    private protected Action<UnsupportedValueException>? LeavingOut(bool isAsked) =>
        isAsked ? failure => WriteWarning(MessageText.Of(nameof(Messages.ValueLeftOut), failure.Message)) : null;

    /// <summary>Runs what changes a run, and reports an observer that failed at it; the change itself is made.</summary>
    private protected void Changing(object run, Action change)
    {
        try
        {
            change();
        }
        catch (ObserverException failure)
        {
            WriteError(new ErrorRecord(failure, nameof(Messages.ObserverFailed), ErrorCategory.NotSpecified, run));
        }
    }

    /// <summary>The full path of a file, for a message; nothing if it has none.</summary>
    private protected string? ResolvedPath(string? path) =>
        path is null ? null : new FilePaths(this).Literal(path).FirstOrDefault();

    /// <summary>Reads a workflow's definition; what is wrong with it is reported.</summary>
    /// <param name="definition">The script.</param>
    /// <param name="path">Its file, where there is no script.</param>
    /// <param name="retry">The retry policy where the definition has none.</param>
    /// <returns>The definition, or <see langword="null"/>.</returns>
    private protected WorkflowDefinition? BuildDefinition(ScriptBlock? definition, string? path, RetryPolicy? retry)
    {
        try
        {
            if (definition is null)
            {
                if (new FilePaths(this).Literal(path!).FirstOrDefault() is not { } file) return null;
                // Read as any other file first, for the errors that reading has.
                if (!SnapshotFile.TryRead(file, DocumentFile.MaxLength, out _, out var failure))
                {
                    WriteError(failure!);
                    return null;
                }
                definition = DefinitionFile.Read(file);
            }
            return DefinitionBuilder.Build(definition, retry);
        }
        catch (DefinitionFailure failure)
        {
            WriteError(failure.ToErrorRecord());
            return null;
        }
    }
}
