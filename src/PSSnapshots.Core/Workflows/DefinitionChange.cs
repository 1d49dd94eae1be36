namespace PSSnapshots.Workflows;

/// <summary>A difference between the definition that a run began with and the one that it is resumed with.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Kind">What became of it.</param>
public sealed record DefinitionChange(string NodeId, DefinitionChangeKind Kind)
{
    /// <summary>The node and what became of it.</summary>
    /// <returns>Such as <c>'build' changed</c>.</returns>
    public override string ToString() => $"'{VisibleText.Of(NodeId)}' {Kind.ToString().ToLowerInvariant()}";
}
