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

    /// <summary>Where in the value, as a JSON Pointer (RFC 6901).</summary>
    public string Path { get; }

    internal string Reason { get; }
}
