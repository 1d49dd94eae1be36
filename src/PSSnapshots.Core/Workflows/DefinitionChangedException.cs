using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>The definition is not the one that the run began with; the run is as it was.</summary>
/// <param name="runId">The run.</param>
/// <param name="changes">What differs.</param>
public sealed class DefinitionChangedException(string runId, IReadOnlyList<DefinitionChange> changes)
    : SnapshotsException(ErrorCodes.DefinitionChanged, $"The definition changed since run '{runId}' began: {string.Join(", ", changes ?? [])}. Resume it with the definition that it began with, or force it.")
{
    /// <summary>The run.</summary>
    public string RunId { get; } = runId;

    /// <summary>What differs.</summary>
    public IReadOnlyList<DefinitionChange> Changes { get; } = changes!;
}
