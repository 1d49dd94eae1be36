namespace PSSnapshots.Repair;

/// <summary>A lost part before its line is known.</summary>
/// <param name="Start">Where in the text it begins, in bytes.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Path">What it was, as a JSON Pointer.</param>
/// <param name="Reason">Why it was lost.</param>
internal readonly record struct LostRange(int Start, int End, string Path, string Reason);
