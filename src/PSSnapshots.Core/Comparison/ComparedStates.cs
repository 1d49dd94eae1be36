namespace PSSnapshots.Comparison;

/// <summary>What all changes of one comparison have in common: the two states, and their numbers where a history was compared.</summary>
internal sealed record ComparedStates(RunState From, RunState To, int? FromSequence = null, int? ToSequence = null)
{
    /// <summary>Whether changes name the types of their values where these differ.</summary>
    public bool NamesTypes { get; init; }
}
