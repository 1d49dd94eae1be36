namespace PSSnapshots.Values;

/// <summary>
/// Makes frozen values of what a store's actions are given. The core knows those that are frozen; what becomes of a
/// script's objects the module says when it is imported.
/// </summary>
internal static class Freezing
{
    /// <summary>Freezes any object, given its JSON Pointer in the run for errors.</summary>
    public static Func<object, string, JsonValue> Value { get; set; } = (value, _) => throw NotFrozen(value, typeof(JsonValue));

    /// <summary>Makes a run's error of what a script has: an error record, an exception, a text.</summary>
    public static Func<object, RunError> Error { get; set; } = value => throw NotFrozen(value, typeof(RunError));

    /// <summary>Makes the entries of a graph of objects, or of the one list of them.</summary>
    public static Func<IReadOnlyList<object?>, JsonValue[]> Entries { get; set; } = entries => throw NotFrozen(entries, typeof(JsonValue));

    /// <param name="value">A frozen value, or any object.</param>
    /// <param name="pointer">Where in the run it goes; the run itself where nothing is given.</param>
    public static JsonValue? ValueOf(object? value, Func<string>? pointer = null) =>
        value is null or JsonValue ? (JsonValue?)value : Value(value, pointer?.Invoke() ?? "");

    public static RunError? ErrorOf(object? error) => error is null or RunError ? (RunError?)error : Error(error);

    public static JsonValue[] EntriesOf(object?[] entries) =>
        Array.TrueForAll(entries, entry => entry is JsonValue) ? Array.ConvertAll(entries, entry => (JsonValue)entry!) : Entries(entries);

    private static ArgumentException NotFrozen(object value, Type type) => new($"This takes a {type.Name}, not {value.GetType()}.");
}
