using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>The workflow definition changed since the run was started. The run is unchanged.</summary>
/// <param name="runId">The run ID.</param>
/// <param name="changes">The differences.</param>
public sealed class DefinitionChangedException(string runId, IReadOnlyList<DefinitionChange> changes)
    : SnapshotsException(ErrorCodes.DefinitionChanged, $"The definition changed since run '{runId}' began: {string.Join(", ", changes ?? [])}. Resume it with the definition that it began with, or force it.")
{
    /// <summary>The run ID.</summary>
    public string RunId { get; } = runId;

    /// <summary>The differences.</summary>
    public IReadOnlyList<DefinitionChange> Changes { get; } = changes!;
}
