namespace PSSnapshots.Conversion;

/// <summary>An object that was to be captured has not the fields of a run.</summary>
public sealed class NotARunException : ArgumentException
{
    internal NotARunException(string errorId, params object?[] arguments)
        : base(MessageText.Of(errorId, arguments)) => ErrorId = errorId;

    /// <summary>The error's id.</summary>
    public string ErrorId { get; }
}
