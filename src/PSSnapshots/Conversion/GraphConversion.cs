namespace PSSnapshots.Conversion;

/// <summary>Converts the entries of an execution graph to JSON values.</summary>
internal static class GraphConversion
{
    /// <exception cref="UnsupportedValueException">An entry is not an object, or contains a value that is not supported.</exception>
    public static JsonValue[] ToEntries(IEnumerable<object?> entries, Action<UnsupportedValueException>? leaveOut = null) =>
        [.. entries.Select((entry, index) => ToEntry(entry, index, leaveOut))];

    private static JsonValue ToEntry(object? entry, int index, Action<UnsupportedValueException>? leaveOut)
    {
        var path = Values.JsonPointer.Append("/executionGraph", index);
        var value = ObjectSerializer.ToValue(entry, path, leaveOut);
        return value.Kind == JsonKind.Object
            ? value
            : throw new UnsupportedValueException(path, $"is {value.Kind}; an entry of the graph is an object.");
    }
}
