using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>Writes the changes of a map since an earlier one: first the keys to remove, then the members to set.</summary>
internal static class MapDelta
{
    /// <summary>Writes the two fields, each only if it is not empty.</summary>
    /// <param name="before">The earlier map.</param>
    /// <param name="after">The later map.</param>
    /// <param name="setName">The name of the field of members to set, quoted, with its colon.</param>
    /// <param name="removedName">The name of the field of keys to remove.</param>
    /// <param name="toJson">The JSON of a value.</param>
    /// <param name="output">Receives the fields.</param>
    /// <param name="first">Whether the object has no field yet.</param>
    /// <param name="set">The members to set.</param>
    /// <returns>The approximate number of previously written bytes that are replaced.</returns>
    public static long Write<T>(
        OrderedMap<T> before,
        OrderedMap<T> after,
        ReadOnlySpan<byte> setName,
        ReadOnlySpan<byte> removedName,
        Func<T, JsonValue> toJson,
        Utf8Output output,
        ref bool first,
        out OrderedMap<T> set)
        where T : class
    {
        set = OrderedMap<T>.Empty;
        if (ReferenceEquals(before, after)) return 0;
        List<string> removed = [];
        var changed = after.Count >= before.Count && after.SharesKeysWith(before)
            ? after.PlacesNotSharedWith(before).Concat(Enumerable.Range(before.Count, after.Count - before.Count))
            : Align(before, after, removed);
        long outdated = 0;
        if (removed.Count > 0)
        {
            output.Name(removedName, ref first);
            output.Json("["u8);
            var firstKey = true;
            foreach (var key in removed)
            {
                output.Separator(ref firstKey);
                output.Text(key);
                outdated += LargeValues.WrittenLength(toJson(before[key]).ByteCount);
            }
            output.Json("]"u8);
        }
        var firstMember = true;
        foreach (var place in changed)
        {
            if (firstMember)
            {
                output.Name(setName, ref first);
                output.Json("{"u8);
            }
            var key = after.Keys[place];
            var value = after.ValueAt(place);
            output.Name(key, ref firstMember);
            output.Json(toJson(value).Utf8);
            set = set.SetItem(key, value);
            if (before.TryGetExact(key, out var old)) outdated += LargeValues.WrittenLength(toJson(old).ByteCount);
        }
        if (!firstMember) output.Json("}"u8);
        return outdated;
    }

    /// <summary>Finds the keys to remove so that the others are in the order of the later map, and the positions there of the members to set.</summary>
    private static List<int> Align<T>(OrderedMap<T> before, OrderedMap<T> after, List<string> removed)
        where T : class
    {
        var changed = new List<int>();
        var place = 0;
        for (var i = 0; i < before.Count; i++)
        {
            if (place == after.Count || !string.Equals(before.Keys[i], after.Keys[place], StringComparison.Ordinal))
            {
                removed.Add(before.Keys[i]);
                continue;
            }
            if (!ReferenceEquals(before.ValueAt(i), after.ValueAt(place))) changed.Add(place);
            place++;
        }
        changed.AddRange(Enumerable.Range(place, after.Count - place));
        return changed;
    }
}
