using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>A list whose items are created when they are read.</summary>
/// <param name="Count">The number of items.</param>
/// <param name="GetItem">Returns the item at an index.</param>
internal readonly record struct ItemList(int Count, Func<int, JsonValue> GetItem)
{
    public JsonValue this[int index] => GetItem(index);

    /// <summary>Creates a list of the items of an array. Reading through the array type is faster than through its interface.</summary>
    public static ItemList Of(JsonValue[] items) => new(items.Length, index => items[index]);

    public static ItemList Of(IReadOnlyList<JsonValue> items) => new(items.Count, index => items[index]);

    public JsonValue[] Slice(int start, int count)
    {
        var items = new JsonValue[count];
        for (var i = 0; i < count; i++) items[i] = GetItem(start + i);
        return items;
    }
}
