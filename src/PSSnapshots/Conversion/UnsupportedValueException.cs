namespace PSSnapshots.Conversion;

/// <summary>The exception that is thrown if a PowerShell value cannot be stored in a snapshot.</summary>
public sealed class UnsupportedValueException : SnapshotsException
{
    internal UnsupportedValueException(string path, string reason)
        : base(nameof(Messages.UnsupportedValue), $"{(path.Length == 0 ? "The value" : $"The value at '{path}'")} {reason}")
    {
        Path = path;
        Reason = reason;
    }

    private UnsupportedValueException(IReadOnlyList<UnsupportedValueException> failures)
        : base(nameof(Messages.UnsupportedValue), string.Join(' ', failures.Select(failure => failure.Message)))
    {
        Path = failures[0].Path;
        Reason = failures[0].Reason;
        Failures = failures;
    }

    /// <summary>Gets the location of the value as a JSON Pointer (RFC 6901). If there are several failures, this is the first.</summary>
    public string Path { get; }

    /// <summary>Gets all failures if there are several; otherwise an empty list.</summary>
    public IReadOnlyList<UnsupportedValueException> Failures { get; } = [];

    internal string Reason { get; }

    /// <summary>Returns one exception for several failures, or the only one.</summary>
    internal static UnsupportedValueException Of(IReadOnlyList<UnsupportedValueException> failures) =>
        failures is [var only] ? only : new UnsupportedValueException(failures);
}
