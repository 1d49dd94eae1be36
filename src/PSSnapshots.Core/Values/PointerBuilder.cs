using System.Globalization;

namespace PSSnapshots.Values;

/// <summary>
/// Tracks the JSON Pointer (RFC 6901) of the current position while a value is traversed. The pointer is modified in
/// place and becomes a string only on request.
/// </summary>
internal sealed class PointerBuilder
{
    private const int LongestIndex = 11;

    private char[] _text = [];

    /// <summary>The length of the pointer in characters.</summary>
    public int Length { get; private set; }

    /// <summary>Appends the name of a member.</summary>
    /// <param name="name">The unescaped name.</param>
    /// <returns>The previous length, to pass to <see cref="CutTo"/>.</returns>
    public int Append(string name)
    {
        var before = Length;
        var token = JsonPointer.Escape(name);
        MakeRoom(token.Length + 1);
        _text[Length++] = '/';
        token.CopyTo(0, _text, Length, token.Length);
        Length += token.Length;
        return before;
    }

    /// <summary>Appends the index of an item.</summary>
    /// <param name="index">The index, from 0.</param>
    /// <returns>The previous length, to pass to <see cref="CutTo"/>.</returns>
    public int Append(int index)
    {
        var before = Length;
        MakeRoom(LongestIndex + 1);
        _text[Length++] = '/';
        index.TryFormat(_text.AsSpan(Length), out var written, provider: CultureInfo.InvariantCulture);
        Length += written;
        return before;
    }

    /// <summary>Truncates the pointer to a previous length.</summary>
    public void CutTo(int length) => Length = length;

    /// <summary>Returns true if the last name or index equals the given token.</summary>
    public bool EndsWith(string token) => _text.AsSpan(0, Length).EndsWith(token) && Length > token.Length && _text[Length - token.Length - 1] == '/';

    /// <summary>Returns the pointer followed by the given text.</summary>
    public string With(string suffix) => string.Concat(_text.AsSpan(0, Length), suffix);

    /// <inheritdoc/>
    public override string ToString() => new(_text, 0, Length);

    private void MakeRoom(int wanted)
    {
        if (_text.Length - Length < wanted) Array.Resize(ref _text, Math.Max(Length + wanted, Math.Max(64, _text.Length * 2)));
    }
}
