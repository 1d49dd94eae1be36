namespace PSSnapshots.Conversion;

/// <summary>An object that was to be captured does not have the fields of a run.</summary>
public sealed class NotARunException : SnapshotsException
{
    internal NotARunException(string errorCode, params object?[] arguments)
        : base(errorCode, MessageText.Of(errorCode, arguments))
    {
    }

    private NotARunException(string message, string errorCode)
        : base(errorCode, message)
    {
    }

    /// <summary>Returns the exception for a required field whose mapped source the object does not have.</summary>
    internal static NotARunException NoSource(Type type, string field, string source) =>
        new(MessageText.Of(nameof(Messages.NoFieldSource), type, field, source), nameof(Messages.NoRunFields));
}
