namespace PSSnapshots.Comparison;

/// <summary>The two states of a comparison, which all its changes share.</summary>
/// <param name="From">The first state.</param>
/// <param name="To">The second state.</param>
/// <param name="FromSequence">The sequence number of the first snapshot, if the snapshots of a history are compared.</param>
/// <param name="ToSequence">The sequence number of the second snapshot, if the snapshots of a history are compared.</param>
internal sealed record ComparedStates(RunState From, RunState To, int? FromSequence = null, int? ToSequence = null)
{
    /// <summary>Whether the text of a change includes the types of its values if they differ.</summary>
    public bool ShowTypes { get; init; }
}
