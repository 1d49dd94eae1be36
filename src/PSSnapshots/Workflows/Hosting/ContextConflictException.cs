namespace PSSnapshots.Workflows;

/// <summary>A step changed a context value in place, and another step changed that value in the meantime.</summary>
internal sealed class ContextConflictException(string stepId, string key)
    : SnapshotsException(nameof(Messages.ContextConflict), MessageText.Of(nameof(Messages.ContextConflict), stepId, key));
