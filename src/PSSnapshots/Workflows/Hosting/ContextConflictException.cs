namespace PSSnapshots.Workflows;

/// <summary>
/// The exception that is thrown if a step changed a context value in place and another step changed the same value
/// in the meantime.
/// </summary>
internal sealed class ContextConflictException(string stepId, string key)
    : SnapshotsException(nameof(Messages.ContextConflict), MessageText.Of(nameof(Messages.ContextConflict), stepId, key));
