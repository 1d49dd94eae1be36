namespace PSSnapshots;

/// <summary>
/// The base class of the exceptions of this module. File system exceptions (<see cref="FileNotFoundException"/>,
/// <see cref="UnauthorizedAccessException"/> and similar) keep their own type. Messages are safe to display: see
/// <see cref="VisibleText"/>.
/// </summary>
public class SnapshotsException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="errorCode">The error code.</param>
    /// <param name="message">The message, which describes the problem and what to do.</param>
    /// <param name="inner">The cause.</param>
    public SnapshotsException(string errorCode, string message, Exception? inner = null)
        : this(errorCode, inner, VisibleText.Of(message))
    {
    }

    private protected SnapshotsException(string errorCode, Exception? inner, string visibleMessage)
        : base(visibleMessage, inner) => ErrorCode = errorCode ?? throw new ArgumentNullException(nameof(errorCode));

    /// <summary>
    /// The error code, such as <c>RunLocked</c>. It does not depend on the language or the wording of the message, and is
    /// the first part of the <c>FullyQualifiedErrorId</c> that a cmdlet reports.
    /// </summary>
    public string ErrorCode { get; }
}
