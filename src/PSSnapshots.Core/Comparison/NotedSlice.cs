using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>A value that is compared, without an object of its own: its text and its types.</summary>
internal readonly record struct NotedSlice(JsonSlice Json, TypeNotes? Notes)
{
    public JsonKind Kind => JsonEquality.KindOf(Json.First);

    public static NotedSlice Of(JsonValue value) => new(value.Slice, value.Notes);

    public JsonValue ToValue() => new(Json, Notes);
}
