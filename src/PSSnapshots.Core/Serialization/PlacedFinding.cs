namespace PSSnapshots.Serialization;

/// <summary>A violation whose path is known, but whose line is not determined yet.</summary>
/// <param name="Offset">The position in bytes of the text.</param>
/// <param name="Path">The JSON Pointer of the value.</param>
/// <param name="Rule">The rule, as in <see cref="SnapshotViolation.Rule"/>.</param>
/// <param name="Message">The message.</param>
/// <param name="Severity">The severity.</param>
internal readonly record struct PlacedFinding(
    int Offset, string Path, string Rule, string Message, ViolationSeverity Severity = ViolationSeverity.Error);
