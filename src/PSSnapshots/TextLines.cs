namespace PSSnapshots;

/// <summary>An argument of a message that may have several lines, such as the message of a step's error.</summary>
/// <param name="Text">The text.</param>
internal sealed record TextLines(string? Text);
