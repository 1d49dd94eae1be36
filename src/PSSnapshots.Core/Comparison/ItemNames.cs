using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Numbers that stand for the items of two lists, the same for items that are one: by what they are or, where all are
/// objects with a distinct key, by that.
/// </summary>
internal sealed class ItemNames
{
    /// <summary>Up to how many items are compared with each other, instead of being hashed.</summary>
    private const int FewItems = 16;

    private static readonly KeyName[] UsualKeys = [KeyName.Of("id"), KeyName.Of("name"), KeyName.Of("key")];

    private ItemNames(JsonValue[] left, JsonValue[] right, ValueEquality same, bool areKeys)
    {
        AreKeys = areKeys;
        if (left.Length + right.Length <= FewItems)
        {
            HaveCommon = Array.Exists(left, item => Array.Exists(right, other => same.Equals(item, other)));
            if (HaveCommon) (Left, Right) = NumberFew(left, right, same);
            return;
        }
        (Left, Right) = NumberMany(left, right, same);
        HaveCommon = Left.Intersect(Right).Any();
    }

    /// <summary>The numbers of the first list's items; none where the lists have nothing in common.</summary>
    public int[] Left { get; } = [];

    /// <summary>The numbers of the second list's items; none where the lists have nothing in common.</summary>
    public int[] Right { get; } = [];

    /// <summary>Whether items are one that have the same key, whatever else they hold.</summary>
    public bool AreKeys { get; }

    /// <summary>Whether any item is in both lists.</summary>
    public bool HaveCommon { get; }

    /// <param name="left">The items of the first list.</param>
    /// <param name="right">The items of the second.</param>
    /// <param name="same">When items are one.</param>
    /// <param name="keys">Members that tell items apart, to try before the usual ones.</param>
    public static ItemNames Of(JsonValue[] left, JsonValue[] right, ValueEquality same, IReadOnlyList<string>? keys)
    {
        // What is no object has no key, and one item that has none is enough to know.
        if (left[0].Kind == JsonKind.Object && right[0].Kind == JsonKind.Object)
            foreach (var member in keys is { Count: > 0 } ? [.. keys.Select(KeyName.Of), .. UsualKeys] : UsualKeys)
                if (KeysOf(left, member) is { } leftKeys && KeysOf(right, member) is { } rightKeys) return new ItemNames(leftKeys, rightKeys, ValueEquality.OfMeaning, areKeys: true);
        return new ItemNames(left, right, same, areKeys: false);
    }

    /// <summary>The value of a member in each item; nothing where it is missing in one, is no text or number, or is not distinct.</summary>
    private static JsonValue[]? KeysOf(JsonValue[] items, KeyName member)
    {
        if (KeyOf(items[0], member) is null) return null;
        var keys = new JsonValue[items.Length];
        var seen = new HashSet<JsonValue>(items.Length, ValueEquality.OfMeaning);
        for (var i = 0; i < items.Length; i++)
        {
            if (KeyOf(items[i], member) is not { } key || !seen.Add(key)) return null;
            keys[i] = key;
        }
        return keys;
    }

    private static JsonValue? KeyOf(JsonValue item, KeyName member) =>
        item.GetMember(member.Text, member.Utf8) is { Kind: JsonKind.String or JsonKind.Number } key ? key : null;

    private static (int[] Left, int[] Right) NumberFew(JsonValue[] left, JsonValue[] right, ValueEquality same)
    {
        JsonValue[] items = [.. left, .. right];
        var numbers = new int[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            numbers[i] = i;
            for (var j = 0; j < i; j++)
            {
                if (numbers[j] != j || !same.Equals(items[i], items[j])) continue;
                numbers[i] = j;
                break;
            }
        }
        return (numbers[..left.Length], numbers[left.Length..]);
    }

    private static (int[] Left, int[] Right) NumberMany(JsonValue[] left, JsonValue[] right, ValueEquality same)
    {
        var numbers = new Dictionary<JsonValue, int>(left.Length + right.Length, same);
        return (Array.ConvertAll(left, Number), Array.ConvertAll(right, Number));

        int Number(JsonValue item)
        {
            if (!numbers.TryGetValue(item, out var number)) numbers.Add(item, number = numbers.Count);
            return number;
        }
    }

    private readonly record struct KeyName(string Text, byte[] Utf8)
    {
        public static KeyName Of(string text) => new(text, JsonText.ToUtf8(text));
    }
}
