namespace PSSnapshots.Serialization;

/// <summary>A violation whose path and line are not determined yet.</summary>
/// <param name="Offset">The position in bytes of the text.</param>
/// <param name="Rule">The rule, as in <see cref="SnapshotViolation.Rule"/>.</param>
/// <param name="Message">The message.</param>
/// <param name="Member">The name of a missing member, which is appended to the path.</param>
internal readonly record struct Finding(int Offset, string Rule, string Message, string? Member = null);
