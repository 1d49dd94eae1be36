namespace PSSnapshots.Conversion;

/// <summary>Parses enum values by their full names, ignoring case. Abbreviations, numbers and lists of names are rejected.</summary>
internal static class EnumName
{
    /// <exception cref="UnsupportedValueException">The value is not one of the names.</exception>
    public static T Parse<T>(object value, string path)
        where T : struct, Enum =>
        TryParse<T>(value, out var parsed)
            ? parsed
            : throw new UnsupportedValueException(path, $"is {ValueShape.Describe(value)}, which is not one of the valid values: {List<T>()}.");

    /// <summary>Returns the names as a list for a message.</summary>
    public static string List<T>()
        where T : struct, Enum =>
        string.Join(", ", Enum.GetNames<T>());

    public static bool TryParse<T>(object? value, out T parsed)
        where T : struct, Enum
    {
        parsed = default;
        var inner = value.Unwrap();
        // A value of another enum type is parsed by its name.
        if ((inner as string ?? (inner as Enum)?.ToString()) is not { } text) return false;
        if (Array.Find(Enum.GetNames<T>(), candidate => candidate.Equals(text, StringComparison.OrdinalIgnoreCase)) is not { } name) return false;
        parsed = Enum.Parse<T>(name);
        return true;
    }
}
