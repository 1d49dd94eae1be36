using System.Management.Automation;
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

    public ErrorRecord ToErrorRecord() => ErrorRecords.Of(this, target);

    /// <summary>Such as <c>patch-web.ps1, line 3, column 5</c>.</summary>
    public static string PlaceOf(InvocationInfo? call) => call is null
        ? "in the definition"
        : $"at {(string.IsNullOrEmpty(call.ScriptName) ? "" : Path.GetFileName(call.ScriptName) + ", ")}line {call.ScriptLineNumber}, column {call.OffsetInLine}";
}
