using System.Globalization;

namespace PSSnapshots;

/// <summary>
/// One thing that makes a document no valid snapshot, or (as a warning) one in which a valid snapshot contradicts
/// itself. Path, line, column and byte are those of the whole document, also where the snapshot stands in an envelope
/// and in a string of it.
/// </summary>
/// <param name="Severity">Whether it makes the document invalid.</param>
/// <param name="Path">Where, as a JSON Pointer (RFC 6901); empty for the whole document.</param>
/// <param name="Rule">What it breaks. Errors: <c>syntax</c>, <c>encoding</c>, <c>depth</c>, <c>required</c>, <c>type</c>,
/// <c>enum</c>, <c>duplicate</c>, <c>range</c>, <c>version</c> or <c>envelope</c>. Warnings: <c>suspension</c>,
/// <c>foreign</c>, <c>order</c>, <c>graph</c> or <c>ended</c> (<see cref="Validation.StateRules"/>).</param>
/// <param name="Message">What is wrong and what was expected.</param>
/// <param name="Line">The line, from 1; 0 where there is no text.</param>
/// <param name="Column">The character in the line, from 1.</param>
/// <param name="ByteOffset">How many bytes of the document stand before the place.</param>
public sealed record SnapshotViolation(
    ViolationSeverity Severity, string Path, string Rule, string Message, int Line, int Column, long ByteOffset)
{
    /// <summary>The file that the document stands in, where it came from one.</summary>
    public string? Source { get; init; }

    /// <summary>The place and the message.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{(Path.Length == 0 ? "(document)" : Path)}: {Message}{(Line == 0 ? "" : $" (line {Line}, column {Column}, byte {ByteOffset})")}"));
}
