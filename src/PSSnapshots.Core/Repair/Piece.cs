namespace PSSnapshots.Repair;

/// <summary>A field or an entry of a damaged document that is complete JSON.</summary>
/// <param name="Field">The field, or the collection of the entry; −1 for a field that the format does not have.</param>
/// <param name="IsEntry">Whether it is an entry.</param>
/// <param name="Start">The offset where it begins, in bytes: with its name, if it has one.</param>
/// <param name="ValueStart">The offset of its value.</param>
/// <param name="End">The offset after it.</param>
/// <param name="Path">Where it is, as a JSON Pointer.</param>
internal readonly record struct Piece(int Field, bool IsEntry, int Start, int ValueStart, int End, string Path);
