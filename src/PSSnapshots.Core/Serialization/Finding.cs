namespace PSSnapshots.Serialization;

/// <summary>A violation before its place is known as path and line.</summary>
/// <param name="Offset">Where in the text, in bytes.</param>
/// <param name="Rule">What it breaks.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Member">A member that is missing there.</param>
internal readonly record struct Finding(int Offset, string Rule, string Message, string? Member = null);
