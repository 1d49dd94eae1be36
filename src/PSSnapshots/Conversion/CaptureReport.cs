namespace PSSnapshots.Conversion;

/// <summary>Callbacks for the parts of an object that a capture does not include.</summary>
internal sealed class CaptureReport
{
    /// <summary>
    /// Gets the callback for each value that exists only in this process and is omitted. If <see langword="null"/>,
    /// such a value is an error.
    /// </summary>
    public Action<UnsupportedValueException>? LeaveOut { get; init; }

    /// <summary>Gets the callback for members that are not fields of a run, with the JSON Pointer of their object.</summary>
    public Action<string, IEnumerable<string>>? NotCaptured { get; init; }

    /// <summary>Gets the callback for each optional field whose mapped source does not exist, with the name of the source.</summary>
    public Action<string, string>? SourceMissing { get; init; }
}
