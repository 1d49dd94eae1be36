namespace PSSnapshots.Conversion;

/// <summary>The exception that is thrown if an object does not have the required fields of a run.</summary>
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

    /// <summary>Returns the exception for a required field whose mapped source does not exist.</summary>
    internal static NotARunException NoSource(Type type, string field, string source) =>
        new(MessageText.Of(nameof(Messages.NoFieldSource), type, field, source), nameof(Messages.NoRunFields));
}
