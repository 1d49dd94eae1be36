namespace PSSnapshots.Values;

/// <summary>
/// Compares and hashes JSON by meaning. The order of members and the escapes in strings do not matter, numbers are
/// compared by value, and the last member of a repeated name wins, as in JSON.parse. The time is linear in the length of
/// the texts, at any nesting depth.
/// </summary>
internal static class JsonEquality
{
    /// <summary>Compares two values without type notes.</summary>
    public static bool AreEqual(JsonSlice left, JsonSlice right) => AreEqual(left, null, right, null);

    /// <summary>
    /// Compares two values with type notes. Values of different types can be equal. Times are equal if they are the same
    /// instant, and bytes are equal to an array of the same numbers.
    /// </summary>
    public static bool AreEqual(JsonSlice left, TypeNotes? leftNotes, JsonSlice right, TypeNotes? rightNotes)
    {
        if (left.Span.SequenceEqual(right.Span)) return true;
        var kind = KindOf(left.First);
        if (kind != KindOf(right.First) && leftNotes is null && rightNotes is null) return false;
        if (kind == KindOf(right.First) && kind is not (JsonKind.Array or JsonKind.Object))
            return ScalarEquality.AreEqual(kind, left.Span, leftNotes?.Root, right.Span, rightNotes?.Root);
        var inOrder = new InOrderComparison(left.Span, right.Span).Compare();
        if (inOrder == InOrderResult.Equal) return true;
        if (inOrder == InOrderResult.Different && leftNotes is null && rightNotes is null) return false;
        using var one = new JsonIndex(left);
        using var other = new JsonIndex(right);
        return new IndexComparison(one, other).AreEqual(0, leftNotes, 0, rightNotes);
    }

    /// <summary>Returns a hash code that is the same for values that are equal without their type notes.</summary>
    public static int HashOf(JsonSlice json) => HashOf(json, null, byMeaning: false);

    /// <summary>Returns a hash code that is the same for values that are equal with their type notes.</summary>
    public static int HashOf(JsonSlice json, TypeNotes? notes) => HashOf(json, notes, byMeaning: true);

    private static int HashOf(JsonSlice json, TypeNotes? notes, bool byMeaning)
    {
        using var index = new JsonIndex(json);
        return new IndexHash(index, byMeaning).Of(0, notes);
    }

    /// <summary>Returns the kind of a value from the first byte of its text.</summary>
    public static JsonKind KindOf(byte first) => first switch
    {
        (byte)'{' => JsonKind.Object,
        (byte)'[' => JsonKind.Array,
        (byte)'"' => JsonKind.String,
        (byte)'t' or (byte)'f' => JsonKind.Boolean,
        (byte)'n' => JsonKind.Null,
        _ => JsonKind.Number,
    };

    /// <summary>Returns the members of an object by name, in order. The last value of a repeated name wins.</summary>
    public static Dictionary<string, JsonSlice> MembersOf(JsonSlice json)
    {
        var members = new Dictionary<string, JsonSlice>(StringComparer.Ordinal);
        foreach (var member in JsonScan.Members(json)) members[member.Name] = member.Value;
        return members;
    }
}
