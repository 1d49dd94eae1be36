namespace PSSnapshots.Conversion;

/// <summary>A PowerShell value cannot be kept in a snapshot.</summary>
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

    /// <summary>Where in the value, as a JSON Pointer (RFC 6901); of several the first.</summary>
    public string Path { get; }

    /// <summary>Each value that cannot be kept, if there are several; otherwise empty.</summary>
    public IReadOnlyList<UnsupportedValueException> Failures { get; } = [];

    internal string Reason { get; }

    /// <summary>Returns one exception for several failures, or the only one.</summary>
    internal static UnsupportedValueException Of(IReadOnlyList<UnsupportedValueException> failures) =>
        failures is [var only] ? only : new UnsupportedValueException(failures);
}
