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
        if (AreWrittenAlike(left.Span, right.Span)) return true;
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

    /// <summary>
    /// Whether two texts have the same tokens in the same order, spelled in whatever way. Then they are equal; where
    /// they have not, their members may still stand in another order.
    /// </summary>
    private static bool AreWrittenAlike(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int at = 0, other = 0;
        var alike = true;
        while (alike && at < left.Length && other < right.Length)
        {
            var kind = KindOf(left[at]);
            if (IsMark(left[at]) || IsMark(right[other]))
            {
                alike = left[at++] == right[other++];
                continue;
            }
            int end = JsonScan.EndOfValue(left, at), otherEnd = JsonScan.EndOfValue(right, other);
            alike = kind == KindOf(right[other]) && ScalarMeaning.AreEqual(kind, left[at..end], right[other..otherEnd]);
            (at, other) = (end, otherEnd);
        }
        ComparisonWork.Add(at + other);
        return alike && at == left.Length && other == right.Length;
    }

    private static bool IsMark(byte first) => first is (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)',' or (byte)':';
}
