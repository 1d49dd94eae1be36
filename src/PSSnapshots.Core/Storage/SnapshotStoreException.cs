namespace PSSnapshots.Storage;

/// <summary>A store could not keep, read or remove a snapshot. What was in the store before is as it was.</summary>
/// <param name="message">What went wrong, with which file, and what to do.</param>
/// <param name="location">Where, such as a file's path.</param>
/// <param name="inner">The cause.</param>
public class SnapshotStoreException(string message, string? location = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Where, such as a file's path; <see langword="null"/> where the store has no such names.</summary>
    public string? Location { get; } = location;
}
