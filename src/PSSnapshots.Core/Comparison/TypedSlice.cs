using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>The JSON text and the type notes of a value, to compare it without creating a <see cref="JsonValue"/>.</summary>
internal readonly record struct TypedSlice(JsonSlice Json, TypeNotes? Notes)
{
    public JsonKind Kind => JsonEquality.KindOf(Json.First);

    public static TypedSlice Of(JsonValue value) => new(value.Slice, value.Notes);

    public JsonValue ToValue() => new(Json, Notes);
}
