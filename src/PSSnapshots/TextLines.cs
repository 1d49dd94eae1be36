namespace PSSnapshots;

/// <summary>A message argument that can have several lines, such as the message of a step's error.</summary>
/// <param name="Text">The text.</param>
internal sealed record TextLines(string? Text);
