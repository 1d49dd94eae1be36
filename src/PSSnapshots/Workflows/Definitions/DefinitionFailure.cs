using System.Management.Automation;
using System.Management.Automation.Language;
using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>The exception that is thrown for an error in a definition, with its location in the script.</summary>
/// <param name="errorId">The name of the message, which is also the error ID.</param>
/// <param name="message">The message, which includes the location.</param>
/// <param name="target">The target object of the error.</param>
/// <param name="inner">The cause.</param>
internal sealed class DefinitionFailure(string errorId, string message, object? target, Exception? inner = null) : SnapshotsException(errorId, message, inner)
{
    /// <summary>The location text for code without a known location.</summary>
    public const string UnknownPlace = "at an unknown location";

    /// <param name="errorId">The name of the message.</param>
    /// <param name="place">The location, as <see cref="PlaceOf(InvocationInfo)"/> returns it.</param>
    /// <param name="target">The target object of the error.</param>
    /// <param name="arguments">The arguments of the message that precede the location.</param>
    public static DefinitionFailure At(string errorId, string place, object? target, params object?[] arguments) =>
        new(errorId, MessageText.Of(errorId, [.. arguments, place]), target);

    /// <inheritdoc cref="At(string, string, object?, object?[])"/>
    public static DefinitionFailure At(string errorId, IScriptExtent extent, object? target, params object?[] arguments) =>
        At(errorId, PlaceOf(extent), target, arguments);

    public ErrorRecord ToErrorRecord() => ErrorRecords.Of(this, target);

    /// <summary>Returns a location such as <c>at patch-web.ps1, line 3, column 5</c>.</summary>
    public static string PlaceOf(InvocationInfo? call) =>
        call is null ? UnknownPlace : PlaceOf(call.ScriptName, call.ScriptLineNumber, call.OffsetInLine);

    /// <inheritdoc cref="PlaceOf(InvocationInfo)"/>
    public static string PlaceOf(IScriptExtent extent) => PlaceOf(extent.File, extent.StartLineNumber, extent.StartColumnNumber);

    private static string PlaceOf(string? file, int line, int column) =>
        $"at {(string.IsNullOrEmpty(file) ? "" : Path.GetFileName(file) + ", ")}line {line}, column {column}";
}
