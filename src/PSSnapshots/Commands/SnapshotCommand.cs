using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Errors;
using PSSnapshots.Files;
using PSSnapshots.Storage;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Base class of the module's cmdlets, with common error reporting.</summary>
public abstract class SnapshotCommand : PSCmdlet
{
    /// <summary>Returns whether a parameter was specified, including with null.</summary>
    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Returns whether verbose or debug output is enabled.</summary>
    private protected bool IsShown(string switchName, string preferenceVariable) =>
        MyInvocation.BoundParameters.TryGetValue(switchName, out var given)
            ? (SwitchParameter)given
            : LanguagePrimitives.TryConvertTo(GetVariableValue(preferenceVariable), out ActionPreference preference)
                && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>Returns whether -WhatIf is in effect.</summary>
    private protected bool IsWhatIf =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
            ? (SwitchParameter)given
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Writes a warning with control characters made visible.</summary>
    private protected new void WriteWarning(string text) => base.WriteWarning(VisibleText.Lines(text));

    /// <summary>Writes a verbose message with control characters made visible.</summary>
    private protected new void WriteVerbose(string text) => base.WriteVerbose(VisibleText.Lines(text));

    /// <summary>Writes a debug message with control characters made visible.</summary>
    private protected new void WriteDebug(string text) => base.WriteDebug(VisibleText.Lines(text));

    /// <summary>Requests confirmation with control characters made visible.</summary>
    private protected new bool ShouldProcess(string target, string action) => base.ShouldProcess(VisibleText.Of(target), action);

    /// <summary>Requests confirmation with control characters made visible.</summary>
    private protected new bool ShouldProcess(string description, string question, string caption, out ShouldProcessReason reason) =>
        base.ShouldProcess(VisibleText.Of(description), VisibleText.Of(question), caption, out reason);

    /// <summary>Writes a non-terminating error for an item.</summary>
    /// <param name="code">The name of the message, which is also the error code.</param>
    /// <param name="target">The target object of the error.</param>
    /// <param name="arguments">The arguments of the message.</param>
    private protected void Report(string code, object? target, params object?[] arguments) => WriteError(ErrorRecords.Of(code, target, arguments));

    /// <summary>Writes a non-terminating error for an item.</summary>
    /// <param name="failure">The exception for the item.</param>
    /// <param name="target">The target object of the error.</param>
    private protected void Report(SnapshotsException failure, object? target) => WriteError(ErrorRecords.Of(failure, target));

    /// <summary>Throws a terminating error.</summary>
    /// <param name="code">The name of the message, which is also the error code.</param>
    /// <param name="target">The target object of the error.</param>
    /// <param name="arguments">The arguments of the message.</param>
    [DoesNotReturn]
    private protected void Refuse(string code, object? target, params object?[] arguments) =>
        Refuse(new SnapshotsException(code, MessageText.Of(code, arguments)), target);

    /// <summary>Throws a terminating error.</summary>
    /// <param name="failure">The exception.</param>
    /// <param name="target">The target object of the error.</param>
    [DoesNotReturn]
    private protected void Refuse(SnapshotsException failure, object? target)
    {
        ThrowTerminatingError(ErrorRecords.Of(failure, target));
        throw new UnreachableException();
    }

    /// <summary>Returns a callback that warns about each omitted value, or <see langword="null"/> if no values are to be omitted.</summary>
    private protected Action<UnsupportedValueException>? LeavingOut(bool isAsked) =>
        isAsked ? failure => WriteWarning(MessageText.Of(nameof(Messages.ValueLeftOut), failure.Message)) : null;

    /// <summary>Runs an action that changes a run, and reports an observer that failed. The change itself is kept.</summary>
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

    /// <summary>Throws a terminating error if both -Definition and -DefinitionPath are specified.</summary>
    private protected void RefuseTwoDefinitions(ScriptBlock? definition, string? path)
    {
        if (definition is not null && path is not null) Refuse(nameof(Messages.DefinitionAndPath), path);
    }

    /// <summary>Returns whether the language mode allows script code. If not, an error is reported.</summary>
    private protected bool CanRunScripts(object? target)
    {
        var mode = SessionState.LanguageMode;
        if (LanguageModes.AllowsScripts(mode)) return true;
        Report(nameof(Messages.LanguageModeNotAllowed), target, mode);
        return false;
    }

    /// <summary>Reads a workflow definition. Errors in it are reported.</summary>
    /// <param name="definition">The script block of the definition.</param>
    /// <param name="path">The script file, if there is no script block.</param>
    /// <param name="retry">The retry policy to use if the definition has none.</param>
    /// <param name="source">When this method returns, the script file, if there is one.</param>
    /// <param name="isExpected">
    /// Returns whether the file is the expected one. If it is not, an error is reported and the script is not run.
    /// </param>
    /// <returns>The definition, or <see langword="null"/> after an error was reported.</returns>
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
                // The file is read first, to report errors of reading it.
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
