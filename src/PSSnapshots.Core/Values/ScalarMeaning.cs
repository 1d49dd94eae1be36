namespace PSSnapshots.Values;

/// <summary>Whether scalars of one kind mean the same.</summary>
internal static class ScalarMeaning
{
    /// <summary>Compares scalars that may keep types: times are equal that are the same instant, however they are written.</summary>
    public static bool AreEqual(JsonKind kind, ReadOnlySpan<byte> left, TypeNote? leftNote, ReadOnlySpan<byte> right, TypeNote? rightNote) =>
        AreEqual(kind, left, right) || (kind == JsonKind.String && TimeMeaning.AreEqual(left, leftNote, right, rightNote));

    public static bool AreEqual(JsonKind kind, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => kind switch
    {
        JsonKind.Number => JsonNumber.AreEqual(left, right),
        JsonKind.String => JsonText.TextEquals(left[1..^1], right[1..^1]),
        _ => left.SequenceEqual(right),
    };
}
