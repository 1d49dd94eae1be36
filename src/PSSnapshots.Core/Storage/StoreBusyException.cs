using PSSnapshots.Errors;

namespace PSSnapshots.Storage;

/// <summary>A store stayed in use by another program for longer than the store waits. Nothing was changed.</summary>
/// <param name="location">The file that is in use.</param>
/// <param name="inner">What the system said.</param>
public sealed class StoreBusyException(string location, Exception? inner = null)
    : SnapshotStoreException(ErrorCodes.StoreBusy, $"'{location}' is in use by another program. Try again, or close the program that has it open.", location, inner);
