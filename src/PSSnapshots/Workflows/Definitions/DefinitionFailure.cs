using System.Management.Automation;
using System.Management.Automation.Language;
using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>A definition is wrong: what, and where in the script.</summary>
/// <param name="errorId">The name of the message, which is the error's id.</param>
/// <param name="message">What is wrong, and where.</param>
/// <param name="target">What it is about.</param>
/// <param name="inner">The cause.</param>
internal sealed class DefinitionFailure(string errorId, string message, object? target, Exception? inner = null) : SnapshotsException(errorId, message, inner)
{
    /// <param name="errorId">The name of the message.</param>
    /// <param name="call">The word that is wrong.</param>
    /// <param name="target">What the message is about.</param>
    /// <param name="arguments">What it speaks of, before the place.</param>
    public static DefinitionFailure At(string errorId, InvocationInfo call, object? target, params object?[] arguments) =>
        new(errorId, MessageText.Of(errorId, [.. arguments, PlaceOf(call)]), target);

    /// <param name="errorId">The name of the message.</param>
    /// <param name="extent">The code that is wrong.</param>
    /// <param name="target">What the message is about.</param>
    /// <param name="arguments">What it speaks of, before the place.</param>
    public static DefinitionFailure At(string errorId, IScriptExtent extent, object? target, params object?[] arguments) =>
        new(errorId, MessageText.Of(errorId, [.. arguments, PlaceOf(extent.File, extent.StartLineNumber, extent.StartColumnNumber)]), target);

    public ErrorRecord ToErrorRecord() => ErrorRecords.Of(this, target);

    /// <summary>Such as <c>patch-web.ps1, line 3, column 5</c>.</summary>
    public static string PlaceOf(InvocationInfo? call) =>
        call is null ? "in the definition" : PlaceOf(call.ScriptName, call.ScriptLineNumber, call.OffsetInLine);

    private static string PlaceOf(string? file, int line, int column) =>
        $"at {(string.IsNullOrEmpty(file) ? "" : Path.GetFileName(file) + ", ")}line {line}, column {column}";
}
