namespace PSSnapshots.Storage;

/// <summary>A snapshot that a <see cref="RetentionPolicy"/> removes.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Reason">The reason, as a clause such as <c>it is not among the newest 10</c>.</param>
public sealed record RetentionDecision(StoredSnapshot Snapshot, string Reason)
{
    /// <summary>Returns the snapshot and the reason.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => VisibleText.Of($"{Snapshot}: {Reason}");
}
