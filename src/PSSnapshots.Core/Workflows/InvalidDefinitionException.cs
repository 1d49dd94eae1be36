using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>A workflow's definition cannot be run.</summary>
/// <param name="nodeId">The node that is wrong.</param>
/// <param name="message">What is wrong with it, and what to do.</param>
public sealed class InvalidDefinitionException(string nodeId, string message) : SnapshotsException(ErrorCodes.InvalidDefinition, message)
{
    /// <summary>The id of the node that is wrong.</summary>
    public string NodeId { get; } = nodeId;
}
