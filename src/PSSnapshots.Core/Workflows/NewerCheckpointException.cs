using PSSnapshots.Errors;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>The store has a newer checkpoint of the run than the one to resume from.</summary>
/// <param name="newest">The newest checkpoint.</param>
public sealed class NewerCheckpointException(StoredSnapshot newest)
    : SnapshotsException(ErrorCodes.NewerCheckpoint, $"Run '{newest?.RunId}' has moved on since the state that it would be resumed from: checkpoint {newest?.Sequence} is newer. Resume from that one, or force it.")
{
    /// <summary>The newest checkpoint.</summary>
    public StoredSnapshot Newest { get; } = newest ?? throw new ArgumentNullException(nameof(newest));
}
