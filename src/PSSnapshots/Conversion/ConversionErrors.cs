namespace PSSnapshots.Conversion;

/// <summary>What is done about values that cannot be kept.</summary>
/// <param name="LeaveOut">Is told of a live thing inside a value, which is then left out; without it, it is an error.</param>
/// <param name="Report">Is told of all else that is refused; without it, it is an error.</param>
/// <param name="NotCaptured">Is told of the members that are not fields of a run, with the JSON Pointer of the object that has them.</param>
internal sealed record ConversionErrors(
    Action<UnsupportedValueException>? LeaveOut, Action<UnsupportedValueException>? Report, Action<string, IEnumerable<string>>? NotCaptured = null)
{
    /// <summary>Reports the members that were not read.</summary>
    public void ReportUnread(string path, FieldReader fields)
    {
        if (NotCaptured is not null && fields.Unread.ToArray() is { Length: > 0 } unread) NotCaptured(path, unread);
    }

    /// <summary>Converts a part; what is refused is reported, and something else stands for it.</summary>
    /// <exception cref="UnsupportedValueException">The part is refused, and nobody is to be told.</exception>
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
