using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Assigns a number to each item of two lists, so that items with the same number match. Items match by key if all of
/// them are objects with the same key member and the keys in each list are unique. Otherwise, they match by value.
/// </summary>
internal sealed class ItemIdentities
{
    /// <summary>The number of items up to which comparing each pair is faster than hashing.</summary>
    private const int MaxItemsToCompare = 16;

    private static readonly KeyMember[] DefaultKeys = [KeyMember.Of("id"), KeyMember.Of("name"), KeyMember.Of("key")];

    private ItemIdentities(JsonValue[] left, JsonValue[] right, ValueEqualityComparer comparer, bool areKeys)
    {
        AreKeys = areKeys;
        if (left.Length + right.Length <= MaxItemsToCompare)
        {
            HasMatches = Array.Exists(left, item => Array.Exists(right, other => comparer.Equals(item, other)));
            if (HasMatches) (Left, Right) = AssignByComparing(left, right, comparer);
            return;
        }
        (Left, Right) = AssignByHashing(left, right, comparer);
        HasMatches = Left.Intersect(Right).Any();
    }

    /// <summary>The number of each item of the first list. Empty for short lists without matches.</summary>
    public int[] Left { get; } = [];

    /// <summary>The number of each item of the second list. Empty for short lists without matches.</summary>
    public int[] Right { get; } = [];

    /// <summary>Whether items match by key, so that matching items can still differ.</summary>
    public bool AreKeys { get; }

    /// <summary>Whether any item of the first list matches an item of the second.</summary>
    public bool HasMatches { get; }

    /// <summary>Assigns numbers to the items of two lists, neither of which is empty.</summary>
    /// <param name="left">The items of the first list.</param>
    /// <param name="right">The items of the second list.</param>
    /// <param name="comparer">Compares items that have no key.</param>
    /// <param name="keys">The names of key members to try before the default ones.</param>
    public static ItemIdentities Of(JsonValue[] left, JsonValue[] right, ValueEqualityComparer comparer, IReadOnlyList<string>? keys)
    {
        // Only objects have keys, and one item without a key is enough to rule keys out.
        if (left[0].Kind == JsonKind.Object && right[0].Kind == JsonKind.Object)
        {
            foreach (var member in keys is { Count: > 0 } ? [.. keys.Select(KeyMember.Of), .. DefaultKeys] : DefaultKeys)
            {
                if (GetKeys(left, member) is { } leftKeys && GetKeys(right, member) is { } rightKeys)
                    return new ItemIdentities(leftKeys, rightKeys, ValueEqualityComparer.ByValue, areKeys: true);
            }
        }
        return new ItemIdentities(left, right, comparer, areKeys: false);
    }

    /// <summary>
    /// Returns the value of a member in each item, or <see langword="null"/> if an item lacks it, a value is neither a
    /// string nor a number, or two values are equal.
    /// </summary>
    private static JsonValue[]? GetKeys(JsonValue[] items, KeyMember member)
    {
        if (GetKey(items[0], member) is null) return null;
        var keys = new JsonValue[items.Length];
        var seen = new HashSet<JsonValue>(items.Length, ValueEqualityComparer.ByValue);
        for (var i = 0; i < items.Length; i++)
        {
            if (GetKey(items[i], member) is not { } key || !seen.Add(key)) return null;
            keys[i] = key;
        }
        return keys;
    }

    private static JsonValue? GetKey(JsonValue item, KeyMember member) =>
        item.GetMember(member.Name, member.Utf8Name) is { Kind: JsonKind.String or JsonKind.Number } key ? key : null;

    private static (int[] Left, int[] Right) AssignByComparing(JsonValue[] left, JsonValue[] right, ValueEqualityComparer comparer)
    {
        JsonValue[] items = [.. left, .. right];
        var numbers = new int[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            numbers[i] = i;
            for (var j = 0; j < i; j++)
            {
                if (numbers[j] != j || !comparer.Equals(items[i], items[j])) continue;
                numbers[i] = j;
                break;
            }
        }
        return (numbers[..left.Length], numbers[left.Length..]);
    }

    private static (int[] Left, int[] Right) AssignByHashing(JsonValue[] left, JsonValue[] right, ValueEqualityComparer comparer)
    {
        var numbers = new Dictionary<JsonValue, int>(left.Length + right.Length, comparer);
        return (Array.ConvertAll(left, GetNumber), Array.ConvertAll(right, GetNumber));

        int GetNumber(JsonValue item)
        {
            if (!numbers.TryGetValue(item, out var number)) numbers.Add(item, number = numbers.Count);
            return number;
        }
    }

    private readonly record struct KeyMember(string Name, byte[] Utf8Name)
    {
        public static KeyMember Of(string name) => new(name, JsonText.ToUtf8(name));
    }
}
