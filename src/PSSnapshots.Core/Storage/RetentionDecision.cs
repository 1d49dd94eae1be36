namespace PSSnapshots.Storage;

/// <summary>A snapshot that a <see cref="RetentionPolicy"/> lets go.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Reason">Why, as a clause: such as <c>it is not among the newest 10</c>.</param>
public sealed record RetentionDecision(StoredSnapshot Snapshot, string Reason)
{
    /// <summary>What goes and why.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => VisibleText.Of($"{Snapshot}: {Reason}");
}
