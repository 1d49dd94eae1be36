namespace PSSnapshots.Values;

/// <summary>A member's array or object that is made when someone reads it: most are never read.</summary>
/// <param name="json">The value.</param>
/// <param name="notes">All notes, where there are any.</param>
/// <param name="pointer">Where the value stands.</param>
/// <param name="declared">The type that the dictionary around it is declared with.</param>
internal sealed class PendingValue(JsonSlice json, TypeNotes? notes, string pointer, TypeNote? declared)
{
    /// <summary>Makes it; another one each time.</summary>
    public object? Make() => Materializer.Read(json, notes, pointer, declared);

    /// <summary>The value itself, or what is made of it where it is pending.</summary>
    public static object? MadeOf(object? value) => value is PendingValue pending ? pending.Make() : value;
}
