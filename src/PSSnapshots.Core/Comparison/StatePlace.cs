using System.Globalization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// A place in two states at once: a member's name or an item's index behind the place that it stands in. Its text is
/// made when it is asked for, so that a change costs nothing until someone reads where it is.
/// </summary>
internal sealed class StatePlace
{
    private readonly StatePlace? _parent;

    /// <summary>The name, as text or as the buffer that its raw text stands in; nothing for an index.</summary>
    private readonly object? _name;

    /// <summary>The index in the first state, or where the raw name begins.</summary>
    private readonly int _one;

    /// <summary>The index in the second state, or how long the raw name is.</summary>
    private readonly int _other;

    private StatePlace(StatePlace? parent, object? name, int one, int other)
    {
        _parent = parent;
        _name = name;
        _one = one;
        _other = other;
    }

    /// <summary>A field of the state.</summary>
    public static StatePlace Field(string name) => new(null, name, 0, 0);

    public StatePlace Member(string name) => new(this, name, 0, 0);

    /// <summary>A member whose name is the raw text between its quotes.</summary>
    public StatePlace Member(JsonSlice rawName) => new(this, rawName.Buffer, rawName.Offset, rawName.Length);

    /// <summary>An item of an array, by its index in each state.</summary>
    public StatePlace Item(int from, int to) => new(this, null, from, to);

    /// <summary>The place after so many names and indexes from the field on; this one where there are no more.</summary>
    public StatePlace Cut(int count)
    {
        var place = this;
        for (var drop = CountTokens() - count; drop > 0; drop--) place = place._parent!;
        return place;
    }

    /// <summary>The names and indexes from the field on, not escaped.</summary>
    /// <param name="second">With the indexes of the second state; else with those of the first.</param>
    public string[] Tokens(bool second)
    {
        var tokens = new string[CountTokens()];
        var at = tokens.Length;
        for (var place = this; place is not null; place = place._parent) tokens[--at] = place.Token(second);
        return tokens;
    }

    /// <summary>The place as a JSON Pointer (RFC 6901).</summary>
    /// <param name="second">With the indexes of the second state; else with those of the first.</param>
    public string ToPointer(bool second) => JsonPointer.Of(Tokens(second));

    private int CountTokens()
    {
        var count = 0;
        for (var place = this; place is not null; place = place._parent) count++;
        return count;
    }

    private string Token(bool second) => _name switch
    {
        null => (second ? _other : _one).ToString(CultureInfo.InvariantCulture),
        byte[] buffer => JsonText.Unescape(buffer.AsSpan(_one, _other)),
        var name => (string)name,
    };
}
