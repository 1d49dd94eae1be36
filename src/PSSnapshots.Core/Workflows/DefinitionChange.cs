namespace PSSnapshots.Workflows;

/// <summary>A difference between the definition that a run was started with and the one that it is resumed with.</summary>
/// <param name="NodeId">The node ID.</param>
/// <param name="Kind">How the node changed.</param>
public sealed record DefinitionChange(string NodeId, DefinitionChangeKind Kind)
{
    /// <summary>Returns the node ID and how the node changed.</summary>
    /// <returns>Text such as <c>'build' changed</c>.</returns>
    public override string ToString() => $"'{VisibleText.Of(NodeId)}' {Kind.ToString().ToLowerInvariant()}";
}
