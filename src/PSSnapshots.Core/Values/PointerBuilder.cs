using System.Globalization;

namespace PSSnapshots.Values;

/// <summary>
/// The JSON Pointer (RFC 6901) of where a walk over a value stands. It grows and shrinks in place, and becomes text
/// only where there is something to say of the place.
/// </summary>
internal sealed class PointerBuilder
{
    private const int LongestIndex = 11;

    private char[] _text = [];

    /// <summary>How many characters the pointer has.</summary>
    public int Length { get; private set; }

    /// <summary>Goes to a member of what the pointer points to.</summary>
    /// <param name="name">The member's name, not escaped.</param>
    /// <returns>The length to <see cref="CutTo"/> afterwards.</returns>
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

    /// <summary>Goes to an item of what the pointer points to.</summary>
    /// <param name="index">The item's index.</param>
    /// <returns>The length to <see cref="CutTo"/> afterwards.</returns>
    public int Append(int index)
    {
        var before = Length;
        MakeRoom(LongestIndex + 1);
        _text[Length++] = '/';
        index.TryFormat(_text.AsSpan(Length), out var written, provider: CultureInfo.InvariantCulture);
        Length += written;
        return before;
    }

    /// <summary>Goes back to where the pointer had a length.</summary>
    public void CutTo(int length) => Length = length;

    /// <summary>Whether the last name or index is a text.</summary>
    public bool EndsWith(string token) => _text.AsSpan(0, Length).EndsWith(token) && Length > token.Length && _text[Length - token.Length - 1] == '/';

    /// <summary>The pointer with a text behind it.</summary>
    public string With(string suffix) => string.Concat(_text.AsSpan(0, Length), suffix);

    /// <inheritdoc/>
    public override string ToString() => new(_text, 0, Length);

    private void MakeRoom(int wanted)
    {
        if (_text.Length - Length < wanted) Array.Resize(ref _text, Math.Max(Length + wanted, Math.Max(64, _text.Length * 2)));
    }
}
