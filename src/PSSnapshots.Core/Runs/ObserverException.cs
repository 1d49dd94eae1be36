using PSSnapshots.Errors;

namespace PSSnapshots;

/// <summary>A store was changed, and observers threw when they were notified.</summary>
public sealed class ObserverException : SnapshotsException
{
    internal ObserverException(IEnumerable<Exception> failures)
        : this([.. failures])
    {
    }

    private ObserverException(Exception[] failures)
        : base(ErrorCodes.ObserverFailed, $"The run was changed, but an observer failed: {string.Join(" ", failures.Select(failure => failure.Message))}", failures[0]) =>
        InnerExceptions = failures;

    /// <summary>The exceptions that the observers threw; at least one.</summary>
    public IReadOnlyList<Exception> InnerExceptions { get; }
}
