namespace PSSnapshots;

/// <summary>One difference between two states.</summary>
/// <param name="Path">Where, as a JSON Pointer (RFC 6901): for what was removed, in the first state; else in the second.</param>
/// <param name="Kind">What happened.</param>
/// <param name="StepId">The step it belongs to, where it belongs to one.</param>
/// <param name="From">The value before; <see langword="null"/> for what was added.</param>
/// <param name="To">The value after; <see langword="null"/> for what was removed.</param>
public sealed record SnapshotChange(string Path, ChangeKind Kind, string? StepId, JsonValue? From, JsonValue? To)
{
    /// <summary>The change for a person.</summary>
    /// <returns>Such as <c>Changed /status: "RUNNING" -> "COMPLETED"</c>.</returns>
    public override string ToString() => Kind switch
    {
        ChangeKind.Added => $"Added {Path}: {To}",
        ChangeKind.Removed => $"Removed {Path}: {From}",
        _ => $"Changed {Path}: {From} -> {To}",
    };
}
