using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>Finds many values of one state: the items of an array are gone through once, however many of them are asked for.</summary>
internal sealed class StateValues(RunState state)
{
    /// <summary>Up to here the state finds a value without going through others.</summary>
    private const int DirectTokens = 2;

    private readonly Dictionary<string, JsonValue[]> _items = new(StringComparer.Ordinal);

    /// <summary>What tokens lead to, or <see langword="null"/> where there is nothing.</summary>
    public JsonValue? Find(string[] tokens)
    {
        var direct = tokens is ["input" or "result" or "error" or "executionPath", ..] ? 1 : DirectTokens;
        if (tokens.Length <= direct) return StateDocument.Find(state, tokens);
        var value = StateDocument.Find(state, tokens.AsSpan(0, direct));
        for (var i = direct; i < tokens.Length && value is not null; i++)
        {
            if (value.Kind != JsonKind.Array) value = value.GetMember(tokens[i]);
            else value = JsonPointer.TryIndex(tokens[i], out var index) && ItemsAt(tokens, i, value) is var items && index < items.Length ? items[index] : null;
        }
        return value;
    }

    private JsonValue[] ItemsAt(string[] tokens, int count, JsonValue array)
    {
        var pointer = JsonPointer.Of(tokens.AsSpan(0, count));
        if (!_items.TryGetValue(pointer, out var items)) _items.Add(pointer, items = array.Items());
        return items;
    }
}
