using System.Diagnostics.CodeAnalysis;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Compares JSON values. Equality and hash codes always ignore types, so that the decimal 1 equals the integer 1. The other
/// methods also compare types if types are included.
/// </summary>
internal sealed class ValueEqualityComparer : IEqualityComparer<JsonValue>
{
    private ValueEqualityComparer(bool includesTypes) => IncludesTypes = includesTypes;

    /// <summary>The comparer that ignores types.</summary>
    public static ValueEqualityComparer ByValue { get; } = new(includesTypes: false);

    /// <summary>The comparer that includes types.</summary>
    public static ValueEqualityComparer ByValueAndType { get; } = new(includesTypes: true);

    /// <summary>Whether a type alone is a difference.</summary>
    public bool IncludesTypes { get; }

    public static ValueEqualityComparer For(ComparisonOptions options) => options.IncludeType ? ByValueAndType : ByValue;

    /// <summary>Returns whether two values are equal apart from their types.</summary>
    public static bool HaveEqualValues(in TypedSlice left, in TypedSlice right) =>
        JsonEquality.AreEqual(left.Json, left.Notes, right.Json, right.Notes);

    /// <summary>
    /// Returns whether two values have the same JSON text and, if types are included, the same types. This is a fast check:
    /// values with different texts can be equal.
    /// </summary>
    public bool AreIdentical(in TypedSlice left, in TypedSlice right) =>
        left.Json.Span.SequenceEqual(right.Json.Span) && (!IncludesTypes || Equals(left.Notes, right.Notes));

    /// <summary>Returns whether two values have no differences, neither in value nor in the types inside them.</summary>
    public bool CanSkip(JsonValue left, JsonValue right) =>
        IncludesTypes ? AreIdentical(TypedSlice.Of(left), TypedSlice.Of(right)) : Equals(left, right);

    /// <summary>
    /// Returns whether types are included and two values differ in type. The types of the values inside them are ignored.
    /// </summary>
    public bool DifferInType(in TypedSlice left, in TypedSlice right) =>
        IncludesTypes && !string.Equals(ValueTypeName.Of(left), ValueTypeName.Of(right), StringComparison.Ordinal);

    /// <summary>Returns whether the values of two changes are equal and, if types are included, of the same type.</summary>
    public bool EqualInChange(JsonValue? left, JsonValue? right) =>
        Equals(left, right) && (left is null || right is null || !DifferInType(TypedSlice.Of(left), TypedSlice.Of(right)));

    /// <inheritdoc/>
    public bool Equals(JsonValue? x, JsonValue? y)
    {
        if (ReferenceEquals(x, y)) return true;
        return x is not null && y is not null && JsonEquality.AreEqual(x.Slice, x.Notes, y.Slice, y.Notes);
    }

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] JsonValue obj) => JsonEquality.HashOf(obj.Slice, obj.Notes);
}
