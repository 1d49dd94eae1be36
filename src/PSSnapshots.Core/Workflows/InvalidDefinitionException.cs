using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>A workflow definition is invalid.</summary>
/// <param name="nodeId">The ID of the invalid node.</param>
/// <param name="message">The problem, and what to do.</param>
public sealed class InvalidDefinitionException(string nodeId, string message) : SnapshotsException(ErrorCodes.InvalidDefinition, message)
{
    /// <summary>The ID of the invalid node.</summary>
    public string NodeId { get; } = nodeId;
}
