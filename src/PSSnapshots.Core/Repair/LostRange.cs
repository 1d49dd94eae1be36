namespace PSSnapshots.Repair;

/// <summary>A lost part whose line and column are not known yet.</summary>
/// <param name="Start">The offset where it begins, in bytes.</param>
/// <param name="End">The offset after it.</param>
/// <param name="Path">What it was, as a JSON Pointer.</param>
/// <param name="Reason">Why it was lost.</param>
internal readonly record struct LostRange(int Start, int End, string Path, string Reason);
