using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace PSSnapshots;

/// <summary>
/// Makes text from outside safe to show. What a terminal would obey, or what changes the order of the characters around it, is
/// replaced by something that can be seen: control characters, escape sequences, bidirectional overrides, isolates and marks
/// (UAX #9), and the separators of lines and paragraphs.
/// </summary>
public static class VisibleText
{
    private static readonly SearchValues<char> Hidden = SearchValues.Create(
    [
        .. Range('\0', '\x1f'), .. Range('\x7f', '\x9f'), '\u061c', '\u200e', '\u200f', .. Range('\u2028', '\u202e'), .. Range('\u2066', '\u2069'),
    ]);

    /// <summary>Returns a text for one line: an ID, a label, a path, a cell of a table.</summary>
    /// <param name="value">The text, or an object whose text is shown.</param>
    /// <returns>
    /// The text, in which ASCII control characters are their pictures (U+2400 to U+2421), and others are escaped as in JSON, such
    /// as <c>\u202e</c>; <see langword="null"/> if there is none.
    /// </returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Of(object? value) => Of(value, keepsLines: false);

    /// <summary>Returns a text that may have several lines, such as a message or a stack: line feeds and tabs are kept.</summary>
    /// <param name="value">The text, or an object whose text is shown.</param>
    /// <returns>The text, as <see cref="Of(object?)"/> returns it otherwise.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Lines(object? value) => Of(value, keepsLines: true);

    private static string? Of(object? value, bool keepsLines)
    {
        if (value is null) return null;
        var text = value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (!text.AsSpan().ContainsAny(Hidden)) return text;
        var visible = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (!Hidden.Contains(text[i]) || (keepsLines && IsLayout(text, i))) visible.Append(text[i]);
            else AppendVisible(visible, text[i]);
        }
        return visible.ToString();
    }

    /// <summary>A carriage return alone overwrites its line.</summary>
    private static bool IsLayout(string text, int index) =>
        text[index] is '\n' or '\t' || (text[index] == '\r' && index + 1 < text.Length && text[index + 1] == '\n');

    private static void AppendVisible(StringBuilder visible, char hidden)
    {
        if (hidden < ' ') visible.Append((char)('\u2400' + hidden));
        else if (hidden == '\x7f') visible.Append('\u2421');
        else visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)hidden:x4}");
    }

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(unit => (char)unit);
}
