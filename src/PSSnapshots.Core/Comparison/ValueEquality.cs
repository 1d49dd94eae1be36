using System.Diagnostics.CodeAnalysis;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>When a comparison takes two values for the same: where they mean the same or, if types are asked for, are of the same types too.</summary>
internal sealed class ValueEquality : IEqualityComparer<JsonValue>
{
    private readonly bool _includesTypes;

    private ValueEquality(bool includesTypes) => _includesTypes = includesTypes;

    /// <summary>Values that mean the same are the same, whatever their types.</summary>
    public static ValueEquality OfMeaning { get; } = new(includesTypes: false);

    /// <summary>Values of the same meaning and the same types are the same.</summary>
    public static ValueEquality OfMeaningAndType { get; } = new(includesTypes: true);

    public static ValueEquality Of(ComparisonOptions options) => options.IncludeType ? OfMeaningAndType : OfMeaning;

    /// <summary>Whether the same text tells that two values are the same, which is seen without a look at what they mean.</summary>
    public bool AreIdentical(in NotedSlice one, in NotedSlice other) =>
        one.Json.Span.SequenceEqual(other.Json.Span) && (!_includesTypes || Equals(one.Notes, other.Notes));

    /// <summary>Whether two values mean the same, whatever their types.</summary>
    public static bool MeanTheSame(in NotedSlice one, in NotedSlice other) =>
        JsonEquality.AreEqual(one.Json, one.Notes, other.Json, other.Notes);

    /// <summary>Whether values that mean the same differ as a whole in their type, where types are asked for.</summary>
    public bool DifferInType(in NotedSlice one, in NotedSlice other) =>
        _includesTypes && !string.Equals(ValueTypeName.Of(one), ValueTypeName.Of(other), StringComparison.Ordinal);

    public bool Equals(JsonValue? x, JsonValue? y)
    {
        if (ReferenceEquals(x, y)) return true;
        if (x is null || y is null) return false;
        return JsonEquality.AreEqual(x.Slice, x.Notes, y.Slice, y.Notes) && (!_includesTypes || Equals(x.Notes, y.Notes));
    }

    public int GetHashCode([DisallowNull] JsonValue obj) => JsonEquality.HashOf(obj.Slice, obj.Notes);
}
