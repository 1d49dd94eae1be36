namespace PSSnapshots.Storage;

/// <summary>Something in a store that is damaged, or that is not the store's own.</summary>
/// <param name="Location">Where, such as a file's path.</param>
/// <param name="Reason">What is wrong with it, as a sentence.</param>
public sealed record StoreProblem(string Location, string Reason)
{
    /// <summary>The run, if it is known.</summary>
    public string? RunId { get; init; }

    /// <summary>The number of the snapshot that is damaged or missing, if it is known.</summary>
    public int? Sequence { get; init; }

    /// <summary>The place and the reason.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => VisibleText.Of($"{Location}: {Reason}");
}
