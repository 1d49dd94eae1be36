namespace PSSnapshots.Conversion;

/// <summary>An object that was to be captured does not have the fields of a run.</summary>
public sealed class NotARunException : SnapshotsException
{
    internal NotARunException(string errorCode, params object?[] arguments)
        : base(errorCode, MessageText.Of(errorCode, arguments))
    {
    }
}
