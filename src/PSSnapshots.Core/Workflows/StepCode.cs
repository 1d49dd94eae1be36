using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>The code of a step, a condition or a list of items, as the author wrote it.</summary>
/// <param name="text">The source text.</param>
/// <param name="body">The object that the host runs, such as a script block. The runner does not inspect it.</param>
/// <param name="fingerprint">
/// Text that is equal for equivalent code, such as the source text without comments. It is used to detect a changed
/// definition. The default is <paramref name="text"/>.
/// </param>
public sealed class StepCode(string text, object body, string? fingerprint = null)
{
    private string? _hash;
    private string? _textHash;

    /// <summary>The source text.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>The object that the host runs, such as a script block.</summary>
    public object Body { get; } = body ?? throw new ArgumentNullException(nameof(body));

    /// <summary>The SHA-256 of the fingerprint in UTF-8 with LF line endings: 64 lowercase hexadecimal digits.</summary>
    public string Hash => _hash ??= HashOf(fingerprint ?? Text);

    /// <summary>The SHA-256 of the source text, in the same form. Version 0.1 stores this hash in a run's graph.</summary>
    internal string TextHash => _textHash ??= HashOf(Text);

    private static string HashOf(string text) =>
        HashText.Of(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
}
