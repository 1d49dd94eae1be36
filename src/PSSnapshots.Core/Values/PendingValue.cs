namespace PSSnapshots.Values;

/// <summary>An array or object in a member that is converted when it is read. Most are never read.</summary>
/// <param name="json">The value.</param>
/// <param name="notes">The notes of the outermost value, if it has any.</param>
/// <param name="pointer">The JSON Pointer of this value in the outermost value.</param>
/// <param name="declared">The declared item type of the collection that contains the value.</param>
internal sealed class PendingValue(JsonSlice json, TypeNotes? notes, string pointer, TypeNote? declared)
{
    /// <summary>Converts the value. Each call creates a new object.</summary>
    public object? Make() => Materializer.Read(json, notes, pointer, declared);

    /// <summary>Converts a pending value, and returns any other object unchanged.</summary>
    public static object? Resolve(object? value) => value is PendingValue pending ? pending.Make() : value;
}
