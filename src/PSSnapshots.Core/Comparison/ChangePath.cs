using System.Globalization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// The path of a value in both compared states. Array items have an index in each state, because an item can move.
/// A path is a linked list of names and indexes, and its text is created on demand, so that recording a change is cheap.
/// </summary>
internal sealed class ChangePath
{
    private readonly ChangePath? _parent;

    /// <summary>
    /// The member name, as a string or as the buffer that contains the raw name. <see langword="null"/> for an array item.
    /// </summary>
    private readonly object? _name;

    /// <summary>The index in the first state, or the offset of the raw name.</summary>
    private readonly int _first;

    /// <summary>The index in the second state, or the length of the raw name.</summary>
    private readonly int _second;

    private ChangePath(ChangePath? parent, object? name, int first, int second)
    {
        _parent = parent;
        _name = name;
        _first = first;
        _second = second;
    }

    /// <summary>Creates the path of a field of the state.</summary>
    public static ChangePath Field(string name) => new(null, name, 0, 0);

    /// <summary>Creates the path of a member of this value.</summary>
    public ChangePath Member(string name) => new(this, name, 0, 0);

    /// <summary>Creates the path of a member of this value.</summary>
    /// <param name="rawName">The JSON text of the member name without its quotation marks.</param>
    public ChangePath Member(JsonSlice rawName) => new(this, rawName.Buffer, rawName.Offset, rawName.Length);

    /// <summary>Creates the path of an item of this array.</summary>
    /// <param name="from">The index in the first state.</param>
    /// <param name="to">The index in the second state.</param>
    public ChangePath Item(int from, int to) => new(this, null, from, to);

    /// <summary>Returns the first tokens of this path, or this path if it has no more than that.</summary>
    /// <param name="count">The maximum number of tokens.</param>
    public ChangePath Truncate(int count)
    {
        var path = this;
        for (var excess = CountTokens() - count; excess > 0; excess--) path = path._parent!;
        return path;
    }

    /// <summary>Returns the member names and indexes of this path, not escaped.</summary>
    /// <param name="second">True for the indexes in the second state, false for those in the first.</param>
    public string[] Tokens(bool second)
    {
        var tokens = new string[CountTokens()];
        var position = tokens.Length;
        for (var path = this; path is not null; path = path._parent) tokens[--position] = path.Token(second);
        return tokens;
    }

    /// <summary>Returns this path as a JSON Pointer (RFC 6901).</summary>
    /// <param name="second">True for the indexes in the second state, false for those in the first.</param>
    public string ToPointer(bool second) => JsonPointer.Of(Tokens(second));

    private int CountTokens()
    {
        var count = 0;
        for (var path = this; path is not null; path = path._parent) count++;
        return count;
    }

    private string Token(bool second) => _name switch
    {
        null => (second ? _second : _first).ToString(CultureInfo.InvariantCulture),
        byte[] buffer => JsonText.Unescape(buffer.AsSpan(_first, _second)),
        var name => (string)name,
    };
}
