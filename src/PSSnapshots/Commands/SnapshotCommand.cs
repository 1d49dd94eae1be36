using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Errors;
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

    /// <summary>Writes a warning, safe to show.</summary>
    private protected new void WriteWarning(string text) => base.WriteWarning(VisibleText.Lines(text));

    /// <summary>Writes a verbose message, safe to show.</summary>
    private protected new void WriteVerbose(string text) => base.WriteVerbose(VisibleText.Lines(text));

    /// <summary>Writes a debug message, safe to show.</summary>
    private protected new void WriteDebug(string text) => base.WriteDebug(VisibleText.Lines(text));

    /// <summary>Asks whether something is done, with a text that is safe to show.</summary>
    private protected new bool ShouldProcess(string target, string action) => base.ShouldProcess(VisibleText.Of(target), action);

    /// <summary>Asks whether something is done, with a text that is safe to show.</summary>
    private protected new bool ShouldProcess(string description, string question, string caption, out ShouldProcessReason reason) =>
        base.ShouldProcess(VisibleText.Of(description), VisibleText.Of(question), caption, out reason);

    /// <summary>Reports one bad item; the others go on.</summary>
    /// <param name="code">The name of a message, which is the error's code.</param>
    /// <param name="target">The item.</param>
    /// <param name="arguments">The arguments of the message.</param>
    private protected void Report(string code, object? target, params object?[] arguments) => WriteError(ErrorRecords.Of(code, target, arguments));

    /// <summary>Reports one bad item; the others go on.</summary>
    /// <param name="failure">What is wrong with it.</param>
    /// <param name="target">The item.</param>
    private protected void Report(SnapshotsException failure, object? target) => WriteError(ErrorRecords.Of(failure, target));

    /// <summary>Ends the command with an error.</summary>
    /// <param name="code">The name of a message, which is the error's code.</param>
    /// <param name="target">What the error is about.</param>
    /// <param name="arguments">The arguments of the message.</param>
    [DoesNotReturn]
    private protected void Refuse(string code, object? target, params object?[] arguments) =>
        Refuse(new SnapshotsException(code, MessageText.Of(code, arguments)), target);

    /// <summary>Ends the command with an error.</summary>
    /// <param name="failure">The error.</param>
    /// <param name="target">What the error is about.</param>
    [DoesNotReturn]
    private protected void Refuse(SnapshotsException failure, object? target)
    {
        ThrowTerminatingError(ErrorRecords.Of(failure, target));
        throw new UnreachableException();
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
            Report(failure, run);
        }
    }

    /// <summary>Ends the command if it was given two definitions.</summary>
    private protected void RefuseTwoDefinitions(ScriptBlock? definition, string? path)
    {
        if (definition is not null && path is not null) Refuse(nameof(Messages.DefinitionAndPath), path);
    }

    /// <summary>Returns whether the session runs script code. If not, that is reported: a workflow cannot run in it.</summary>
    private protected bool CanRunScripts(object? target)
    {
        var mode = SessionState.LanguageMode;
        if (LanguageModes.AllowsScripts(mode)) return true;
        Report(nameof(Messages.LanguageModeNotAllowed), target, mode);
        return false;
    }

    /// <summary>Reads a workflow's definition; what is wrong with it is reported.</summary>
    /// <param name="definition">The script.</param>
    /// <param name="path">Its file, where there is no script.</param>
    /// <param name="retry">The retry policy where the definition has none.</param>
    /// <param name="source">Gets the file, if there is one.</param>
    /// <param name="isExpected">Returns whether the file is the one that is expected. If it is not, that is reported, and the script is not run.</param>
    /// <returns>The definition, or <see langword="null"/>.</returns>
    private protected WorkflowDefinition? BuildDefinition(
        ScriptBlock? definition, string? path, RetryPolicy? retry, out DefinitionSource? source, Func<DefinitionSource, bool>? isExpected = null)
    {
        source = null;
        if (!CanRunScripts(path ?? (object?)definition)) return null;
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
                definition = DefinitionFile.Read(this, file);
                source = DefinitionSource.Of(file, definition.Ast.Extent.StartScriptPosition.GetFullScript());
                if (isExpected?.Invoke(source) == false) return null;
            }
            return DefinitionBuilder.Build(this, definition, retry);
        }
        catch (DefinitionFailure failure)
        {
            WriteError(failure.ToErrorRecord());
            return null;
        }
    }
}
