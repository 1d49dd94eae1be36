namespace PSSnapshots;

/// <summary>
/// The base class of the exceptions of this module. What the system reports of a file (<see cref="FileNotFoundException"/>,
/// <see cref="UnauthorizedAccessException"/> and the like) keeps its own type. Messages are safe to show: see
/// <see cref="VisibleText"/>.
/// </summary>
public class SnapshotsException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="errorCode">The error's code.</param>
    /// <param name="message">What went wrong, and what to do.</param>
    /// <param name="inner">The cause.</param>
    public SnapshotsException(string errorCode, string message, Exception? inner = null)
        : this(errorCode, inner, VisibleText.Of(message))
    {
    }

    private protected SnapshotsException(string errorCode, Exception? inner, string visibleMessage)
        : base(visibleMessage, inner) => ErrorCode = errorCode ?? throw new ArgumentNullException(nameof(errorCode));

    /// <summary>
    /// The error's code, such as <c>RunLocked</c>. It does not change with the language or the wording of the message, and it is
    /// the first part of the <c>FullyQualifiedErrorId</c> that a cmdlet reports.
    /// </summary>
    public string ErrorCode { get; }
}
