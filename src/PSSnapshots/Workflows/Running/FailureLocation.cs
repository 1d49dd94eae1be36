using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>Determines the location in a script where a step failed.</summary>
internal static class FailureLocation
{
    /// <summary>
    /// Returns where the error was thrown. If that is unknown, as for a time limit, returns where the code of the
    /// step begins.
    /// </summary>
    /// <param name="failure">The failure.</param>
    /// <returns>
    /// Text such as <c>deploy.ps1:3</c>, or <c>line 3</c> if the code is not in a file; <see langword="null"/> if
    /// the location is unknown.
    /// </returns>
    public static string? Of(StepFailure failure)
    {
        if (failure.Exception is RuntimeException { ErrorRecord.InvocationInfo: { ScriptLineNumber: > 0 } thrown }) return Place(thrown.ScriptName, thrown.ScriptLineNumber);
        return failure.Code?.Body is StepScript { Block.Ast.Extent: var extent } ? Place(extent.File, extent.StartLineNumber) : null;
    }

    private static string Place(string? file, int line) =>
        string.IsNullOrEmpty(file)
            ? MessageText.Of(nameof(Messages.LineOfScript), line)
            : MessageText.Of(nameof(Messages.LineOfFile), Path.GetFileName(file), line);
}
