namespace PSSnapshots.Values;

/// <summary>
/// Converts the arguments of a store's methods to immutable values. The core accepts values that are already
/// immutable. The module sets the conversions of script objects when it is imported.
/// </summary>
internal static class ValueConversion
{
    /// <summary>Converts an object to a value. The string is the JSON Pointer of the value in the run, for error messages.</summary>
    public static Func<object, string, JsonValue> ToValue { get; set; } = (value, _) => throw NotFrozen(value, typeof(JsonValue));

    /// <summary>Converts an error record, an exception or a string to the error of a run.</summary>
    public static Func<object, RunError> ToError { get; set; } = value => throw NotFrozen(value, typeof(RunError));

    /// <summary>Converts objects, or a single list of objects, to the entries of an execution graph.</summary>
    public static Func<IReadOnlyList<object?>, JsonValue[]> ToEntries { get; set; } = entries => throw NotFrozen(entries, typeof(JsonValue));

    /// <summary>Returns a <see cref="JsonValue"/> unchanged, and converts any other object.</summary>
    /// <param name="value">The value; <see langword="null"/> stays <see langword="null"/>.</param>
    /// <param name="pointer">Returns the JSON Pointer of the value in the run; the default is the whole run.</param>
    public static JsonValue? ValueOf(object? value, Func<string>? pointer = null) =>
        value is null or JsonValue ? (JsonValue?)value : ToValue(value, pointer?.Invoke() ?? "");

    /// <summary>Returns a <see cref="RunError"/> unchanged, and converts any other object.</summary>
    public static RunError? ErrorOf(object? error) => error is null or RunError ? (RunError?)error : ToError(error);

    /// <summary>Returns entries that are all <see cref="JsonValue"/> unchanged, and converts others.</summary>
    public static JsonValue[] EntriesOf(object?[] entries) =>
        Array.TrueForAll(entries, entry => entry is JsonValue) ? Array.ConvertAll(entries, entry => (JsonValue)entry!) : ToEntries(entries);

    private static ArgumentException NotFrozen(object value, Type type) => new($"Expected a {type.Name}, but found {value.GetType()}.");
}
