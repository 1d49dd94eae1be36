namespace PSSnapshots.Values;

/// <summary>
/// Compares JSON by meaning: members in any order, numbers by value, strings whatever their escapes; of a repeated
/// name the last counts, as in JSON.parse.
/// </summary>
internal static class JsonEquality
{
    public static bool AreEqual(JsonSlice left, JsonSlice right)
    {
        if (left.Span.SequenceEqual(right.Span)) return true;
        var kind = KindOf(left.First);
        if (kind != KindOf(right.First)) return false;
        return kind switch
        {
            JsonKind.Number => JsonNumber.AreEqual(left.Span, right.Span),
            JsonKind.String => StringsAreEqual(left.Span, right.Span),
            JsonKind.Array => ArraysAreEqual(left, right),
            JsonKind.Object => ObjectsAreEqual(left, right),
            _ => false,
        };
    }

    public static int HashOf(JsonSlice json)
    {
        var kind = KindOf(json.First);
        switch (kind)
        {
            case JsonKind.Number:
                return JsonNumber.HashOf(json.Span);
            case JsonKind.String:
                return string.GetHashCode(JsonText.Unescape(json.Span[1..^1]), StringComparison.Ordinal);
            case JsonKind.Array:
                var hash = new HashCode();
                foreach (var item in JsonScan.Items(json)) hash.Add(HashOf(item));
                return hash.ToHashCode();
            case JsonKind.Object:
                var sum = 1;
                foreach (var (name, value) in MembersOf(json)) sum ^= HashCode.Combine(name, HashOf(value));
                return sum;
            default:
                return json.First;
        }
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

    private static bool StringsAreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        (left.Contains((byte)'\\') || right.Contains((byte)'\\'))
        && JsonText.Unescape(left[1..^1]) == JsonText.Unescape(right[1..^1]);

    private static bool ArraysAreEqual(JsonSlice left, JsonSlice right)
    {
        var others = JsonScan.Items(right);
        foreach (var item in JsonScan.Items(left))
            if (!others.MoveNext() || !AreEqual(item, others.Current)) return false;
        return !others.MoveNext();
    }

    private static bool ObjectsAreEqual(JsonSlice left, JsonSlice right)
    {
        if (AreEqualInOrder(left, right) is { } known) return known;
        var mine = MembersOf(left);
        var theirs = MembersOf(right);
        if (mine.Count != theirs.Count) return false;
        foreach (var (name, value) in mine)
            if (!theirs.TryGetValue(name, out var other) || !AreEqual(value, other)) return false;
        return true;
    }

    /// <summary>
    /// Whether objects are equal that have the same names in the same order, which is what most have; nothing where
    /// they have not, or a name is repeated or escaped where it matters.
    /// </summary>
    private static bool? AreEqualInOrder(JsonSlice left, JsonSlice right)
    {
        var others = JsonScan.Members(right);
        var mine = JsonScan.Members(left);
        while (mine.MoveNext())
        {
            if (!others.MoveNext() || !mine.Current.RawName.Span.SequenceEqual(others.Current.RawName.Span)) return null;
            if (AreEqual(mine.Current.Value, others.Current.Value)) continue;
            var name = mine.Current.RawName.Span;
            return MayComeAgain(name, mine) || MayComeAgain(name, others) ? null : false;
        }
        return others.MoveNext() ? null : true;
    }

    private static bool MayComeAgain(ReadOnlySpan<byte> rawName, JsonScan.MemberEnumerator rest)
    {
        if (rawName.Contains((byte)'\\')) return true;
        while (rest.MoveNext())
            if (rest.Current.RawName.Span.Contains((byte)'\\') || rest.Current.RawName.Span.SequenceEqual(rawName)) return true;
        return false;
    }
}
