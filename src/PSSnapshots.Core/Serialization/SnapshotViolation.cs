using System.Globalization;

namespace PSSnapshots;

/// <summary>
/// Describes a violation of the snapshot format (an error), or a contradiction in a valid snapshot (a warning). Path, line,
/// column and byte offset refer to the whole document, even if the snapshot is in an envelope or in a string.
/// </summary>
/// <param name="Severity">Whether the violation is an error or a warning.</param>
/// <param name="Path">The JSON Pointer (RFC 6901) of the value; empty for the whole document.</param>
/// <param name="Rule">The rule that is violated. Errors: <c>syntax</c>, <c>encoding</c>, <c>depth</c>, <c>required</c>, <c>type</c>,
/// <c>enum</c>, <c>duplicate</c>, <c>range</c>, <c>version</c> or <c>envelope</c>. Warnings: <c>suspension</c>,
/// <c>foreign</c>, <c>order</c>, <c>graph</c> or <c>ended</c> (<see cref="Validation.StateRules"/>).</param>
/// <param name="Message">A sentence that says what is wrong and what was expected.</param>
/// <param name="Line">The line, from 1; 0 if the violation does not refer to text.</param>
/// <param name="Column">The column in characters (UTF-16 code units), from 1.</param>
/// <param name="ByteOffset">The position in bytes from the start of the document.</param>
public sealed record SnapshotViolation(
    ViolationSeverity Severity, string Path, string Rule, string Message, int Line, int Column, long ByteOffset)
{
    /// <summary>Gets the path of the file that contains the document, or <see langword="null"/> if it was not read from a file.</summary>
    public string? Source { get; init; }

    /// <summary>Returns the path, the message and the position.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{(Path.Length == 0 ? "(document)" : Path)}: {Message}{(Line == 0 ? "" : $" (line {Line}, column {Column}, byte {ByteOffset})")}"));
}
