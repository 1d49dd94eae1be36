namespace PSSnapshots.Conversion;

/// <summary>Handles values that are not supported.</summary>
/// <param name="LeaveOut">
/// Receives each process-bound value, which is then omitted. If <see langword="null"/>, such a value is an error.
/// </param>
/// <param name="Report">Receives all other unsupported values. If <see langword="null"/>, such a value is an error.</param>
/// <param name="NotCaptured">Receives the members that are not fields of a run, with the JSON Pointer of their object.</param>
internal sealed record ConversionErrors(
    Action<UnsupportedValueException>? LeaveOut, Action<UnsupportedValueException>? Report, Action<string, IEnumerable<string>>? NotCaptured = null)
{
    /// <summary>Reports the members that were not read.</summary>
    public void ReportUnread(string path, FieldReader fields)
    {
        if (NotCaptured is not null && fields.Unread.ToArray() is { Length: > 0 } unread) NotCaptured(path, unread);
    }

    /// <summary>Converts a part. If the value is not supported, reports it and returns a fallback value.</summary>
    /// <exception cref="UnsupportedValueException">The value is not supported, and there is no callback for it.</exception>
    public T Try<T>(Func<T> convert, T instead)
    {
        if (Report is null) return convert();
        try
        {
            return convert();
        }
        catch (UnsupportedValueException failure)
        {
            Report(failure);
            return instead;
        }
    }
}
