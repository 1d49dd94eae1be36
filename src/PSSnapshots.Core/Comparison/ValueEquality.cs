using System.Diagnostics.CodeAnalysis;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// When a comparison takes two values for the same: where they mean the same. If types are asked for, values that mean
/// the same stand for one another all the same, but are looked into for types that differ.
/// </summary>
internal sealed class ValueEquality : IEqualityComparer<JsonValue>
{
    private ValueEquality(bool includesTypes) => IncludesTypes = includesTypes;

    /// <summary>Types make no difference.</summary>
    public static ValueEquality OfMeaning { get; } = new(includesTypes: false);

    /// <summary>Types make a difference.</summary>
    public static ValueEquality OfMeaningAndType { get; } = new(includesTypes: true);

    /// <summary>Whether types make a difference.</summary>
    public bool IncludesTypes { get; }

    public static ValueEquality Of(ComparisonOptions options) => options.IncludeType ? OfMeaningAndType : OfMeaning;

    /// <summary>Whether two values mean the same, whatever their types.</summary>
    public static bool MeanTheSame(in NotedSlice one, in NotedSlice other) =>
        JsonEquality.AreEqual(one.Json, one.Notes, other.Json, other.Notes);

    /// <summary>Whether the same text tells that there is no difference, which is seen without a look at what it means.</summary>
    public bool AreIdentical(in NotedSlice one, in NotedSlice other) =>
        one.Json.Span.SequenceEqual(other.Json.Span) && (!IncludesTypes || Equals(one.Notes, other.Notes));

    /// <summary>Whether there is no difference between two values, so that they need not be looked into.</summary>
    public bool AreSame(JsonValue one, JsonValue other) => IncludesTypes ? AreIdentical(NotedSlice.Of(one), NotedSlice.Of(other)) : Equals(one, other);

    /// <summary>Whether two values that mean the same differ as a whole in their type, where types make a difference.</summary>
    public bool DifferInType(in NotedSlice one, in NotedSlice other) =>
        IncludesTypes && !string.Equals(ValueTypeName.Of(one), ValueTypeName.Of(other), StringComparison.Ordinal);

    /// <summary>Whether two values of a change are the same, their own types included where these make a difference.</summary>
    public bool AreSameInChange(JsonValue? one, JsonValue? other) =>
        Equals(one, other) && (one is null || other is null || !DifferInType(NotedSlice.Of(one), NotedSlice.Of(other)));

    /// <inheritdoc/>
    public bool Equals(JsonValue? x, JsonValue? y)
    {
        if (ReferenceEquals(x, y)) return true;
        return x is not null && y is not null && JsonEquality.AreEqual(x.Slice, x.Notes, y.Slice, y.Notes);
    }

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] JsonValue obj) => JsonEquality.HashOf(obj.Slice, obj.Notes);
}
