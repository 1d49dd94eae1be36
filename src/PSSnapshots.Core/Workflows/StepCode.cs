using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>The code of a step, a condition or a list of items, as its author wrote it.</summary>
/// <param name="text">The source text. It is what tells whether a definition changed.</param>
/// <param name="body">What the host runs, such as a script block; the runner does not look at it.</param>
public sealed class StepCode(string text, object body)
{
    private string? _hash;

    /// <summary>The source text.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>What the host runs.</summary>
    public object Body { get; } = body ?? throw new ArgumentNullException(nameof(body));

    /// <summary>The SHA-256 of the text as UTF-8 with LF for line ends: 64 hexadecimal digits in lower case.</summary>
    public string Hash => _hash ??= HashOf(Text);

    private static string HashOf(string text) =>
        HashText.Of(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
}
