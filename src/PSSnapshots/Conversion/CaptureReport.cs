namespace PSSnapshots.Conversion;

/// <summary>What is told of what a capture of an object does not keep.</summary>
internal sealed class CaptureReport
{
    /// <summary>Is told of each value that lives in this process only, which is then left out; without it, such a value is an error.</summary>
    public Action<UnsupportedValueException>? LeaveOut { get; init; }

    /// <summary>Is told of members that are not fields of a run, with the JSON Pointer of the object that has them.</summary>
    public Action<string, IEnumerable<string>>? NotCaptured { get; init; }

    /// <summary>Is told of each optional field whose mapped source the object does not have, with the name of the source.</summary>
    public Action<string, string>? SourceMissing { get; init; }
}
