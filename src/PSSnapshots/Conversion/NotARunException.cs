namespace PSSnapshots.Conversion;

/// <summary>An object that was to be captured has not the fields of a run.</summary>
public sealed class NotARunException : ArgumentException
{
    internal NotARunException(string errorId, params object?[] arguments)
        : base(MessageText.Of(errorId, arguments)) => ErrorId = errorId;

    private NotARunException(string message, string errorId)
        : base(message) => ErrorId = errorId;

    /// <summary>The error's id.</summary>
    public string ErrorId { get; }

    /// <summary>Returns the exception for a required field whose mapped source the object does not have.</summary>
    internal static NotARunException NoSource(Type type, string field, string source) =>
        new(MessageText.Of(nameof(Messages.NoFieldSource), type, field, source), nameof(Messages.NoRunFields));
}
