namespace PSSnapshots.Values;

/// <summary>Compares JSON scalars of the same kind by meaning.</summary>
internal static class ScalarEquality
{
    /// <summary>Compares scalars with type notes. Times are equal if they are the same instant.</summary>
    public static bool AreEqual(JsonKind kind, ReadOnlySpan<byte> left, TypeNote? leftNote, ReadOnlySpan<byte> right, TypeNote? rightNote) =>
        AreEqual(kind, left, right) || (kind == JsonKind.String && TimeEquality.AreEqual(left, leftNote, right, rightNote));

    /// <summary>Compares scalars without type notes.</summary>
    public static bool AreEqual(JsonKind kind, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => kind switch
    {
        JsonKind.Number => JsonNumber.AreEqual(left, right),
        JsonKind.String => JsonText.TextEquals(left[1..^1], right[1..^1]),
        _ => left.SequenceEqual(right),
    };
}
