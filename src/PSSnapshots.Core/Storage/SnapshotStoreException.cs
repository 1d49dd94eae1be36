using PSSnapshots.Errors;

namespace PSSnapshots.Storage;

/// <summary>A store could not save, read or remove a snapshot. What was in the store before is unchanged.</summary>
public class SnapshotStoreException : SnapshotsException
{
    /// <param name="message">What went wrong, with which file, and what to do.</param>
    /// <param name="location">Where, such as a file's path.</param>
    /// <param name="inner">The cause.</param>
    public SnapshotStoreException(string message, string? location = null, Exception? inner = null)
        : this(ErrorCodes.StoreFailed, message, location, inner)
    {
    }

    /// <param name="errorCode">The error's code.</param>
    /// <param name="message">What went wrong, with which file, and what to do.</param>
    /// <param name="location">Where, such as a file's path.</param>
    /// <param name="inner">The cause.</param>
    protected internal SnapshotStoreException(string errorCode, string message, string? location, Exception? inner)
        : base(errorCode, message, inner) => Location = location;

    /// <summary>Where, such as a file's path; <see langword="null"/> if the store has no such names.</summary>
    public string? Location { get; }
}
