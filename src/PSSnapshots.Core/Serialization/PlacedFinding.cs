namespace PSSnapshots.Serialization;

/// <summary>A violation whose path is known, before its line is.</summary>
/// <param name="Offset">Where in the text, in bytes.</param>
/// <param name="Path">Where, as a JSON Pointer.</param>
/// <param name="Rule">What it breaks.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Severity">How much it matters.</param>
internal readonly record struct PlacedFinding(
    int Offset, string Path, string Rule, string Message, ViolationSeverity Severity = ViolationSeverity.Error);
