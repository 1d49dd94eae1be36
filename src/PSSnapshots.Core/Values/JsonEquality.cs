namespace PSSnapshots.Values;

/// <summary>
/// Compares JSON by meaning: members in any order, numbers by value, strings whatever their escapes; of a repeated
/// name the last counts, as in JSON.parse. Both take time proportional to the length of the texts, however deep they
/// are nested.
/// </summary>
internal static class JsonEquality
{
    public static bool AreEqual(JsonSlice left, JsonSlice right) => AreEqual(left, null, right, null);

    /// <summary>
    /// Compares values that may keep types: a type alone makes no difference, but two times are equal that are the same
    /// instant, and bytes equal the array of their numbers.
    /// </summary>
    public static bool AreEqual(JsonSlice left, TypeNotes? leftNotes, JsonSlice right, TypeNotes? rightNotes)
    {
        if (left.Span.SequenceEqual(right.Span)) return true;
        var kind = KindOf(left.First);
        if (kind != KindOf(right.First) && leftNotes is null && rightNotes is null) return false;
        if (kind == KindOf(right.First) && kind is not (JsonKind.Array or JsonKind.Object))
            return ScalarMeaning.AreEqual(kind, left.Span, leftNotes?.Root, right.Span, rightNotes?.Root);
        var inOrder = new InOrderComparison(left.Span, right.Span).Compare();
        if (inOrder == InOrderResult.Equal) return true;
        if (inOrder == InOrderResult.Different && leftNotes is null && rightNotes is null) return false;
        using var one = new JsonIndex(left);
        using var other = new JsonIndex(right);
        return new IndexComparison(one, other).AreEqual(0, leftNotes, 0, rightNotes);
    }

    /// <summary>The same for equal values.</summary>
    public static int HashOf(JsonSlice json) => HashOf(json, null, byMeaning: false);

    /// <summary>The same for values that mean the same, their types aside.</summary>
    public static int HashOf(JsonSlice json, TypeNotes? notes) => HashOf(json, notes, byMeaning: true);

    private static int HashOf(JsonSlice json, TypeNotes? notes, bool byMeaning)
    {
        using var index = new JsonIndex(json);
        return new IndexHash(index, byMeaning).Of(0, notes);
    }

    public static JsonKind KindOf(byte first) => first switch
    {
        (byte)'{' => JsonKind.Object,
        (byte)'[' => JsonKind.Array,
        (byte)'"' => JsonKind.String,
        (byte)'t' or (byte)'f' => JsonKind.Boolean,
        (byte)'n' => JsonKind.Null,
        _ => JsonKind.Number,
    };

    /// <summary>An object's members by name, in order; of a repeated name the last.</summary>
    public static Dictionary<string, JsonSlice> MembersOf(JsonSlice json)
    {
        var members = new Dictionary<string, JsonSlice>(StringComparer.Ordinal);
        foreach (var member in JsonScan.Members(json)) members[member.Name] = member.Value;
        return members;
    }
}
