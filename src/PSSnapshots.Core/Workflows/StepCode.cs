using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>The code of a step, a condition or a list of items, as its author wrote it.</summary>
/// <param name="text">The source text.</param>
/// <param name="body">What the host runs, such as a script block; the runner does not look at it.</param>
/// <param name="fingerprint">
/// Text that is the same for code that does the same, such as the source text without its comments. It tells whether a
/// definition changed; by default it is <paramref name="text"/>.
/// </param>
public sealed class StepCode(string text, object body, string? fingerprint = null)
{
    private string? _hash;
    private string? _textHash;

    /// <summary>The source text.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>What the host runs.</summary>
    public object Body { get; } = body ?? throw new ArgumentNullException(nameof(body));

    /// <summary>The SHA-256 of the fingerprint as UTF-8 with LF for line ends: 64 hexadecimal digits in lower case.</summary>
    public string Hash => _hash ??= HashOf(fingerprint ?? Text);

    /// <summary>The same of the source text, which is the hash that version 0.1 keeps in a run's graph.</summary>
    internal string TextHash => _textHash ??= HashOf(Text);

    private static string HashOf(string text) =>
        HashText.Of(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
}
