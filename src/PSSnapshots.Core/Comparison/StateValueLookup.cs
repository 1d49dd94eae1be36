using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>Finds values of a state by path. It caches the items of arrays, so that many lookups scan an array only once.</summary>
internal sealed class StateValueLookup(RunState state)
{
    /// <summary>The number of tokens that a state resolves without scanning other values.</summary>
    private const int DirectTokens = 2;

    private readonly Dictionary<string, JsonValue[]> _items = new(StringComparer.Ordinal);

    /// <summary>Returns the value at a path, or <see langword="null"/> if the state has none.</summary>
    public JsonValue? Find(string[] tokens)
    {
        var direct = tokens is ["input" or "result" or "error" or "executionPath", ..] ? 1 : DirectTokens;
        if (tokens.Length <= direct) return StateDocument.Find(state, tokens);
        var value = StateDocument.Find(state, tokens.AsSpan(0, direct));
        for (var i = direct; i < tokens.Length && value is not null; i++)
            value = value.Kind == JsonKind.Array ? FindItem(tokens, i, value) : value.GetMember(tokens[i]);
        return value;
    }

    private JsonValue? FindItem(string[] tokens, int position, JsonValue array)
    {
        if (!JsonPointer.TryIndex(tokens[position], out var index)) return null;
        var pointer = JsonPointer.Of(tokens.AsSpan(0, position));
        if (!_items.TryGetValue(pointer, out var items)) _items.Add(pointer, items = array.Items());
        return index < items.Length ? items[index] : null;
    }
}
