namespace PSSnapshots.Storage;

/// <summary>What a store's index says of a run: what a list of runs shows, without reading a state.</summary>
public sealed record RunHead
{
    /// <summary>The number of characters to which questions are cut: 200.</summary>
    public const int MaxQuestionLength = 200;

    /// <summary>The number of waiting steps that are listed: 8. <see cref="WaitingCount"/> counts all.</summary>
    public const int MaxWaiting = 8;

    /// <summary>The run ID.</summary>
    public required string RunId { get; init; }

    /// <summary>The workflow ID.</summary>
    public required string WorkflowId { get; init; }

    /// <summary>The run's status in its newest snapshot.</summary>
    public RunStatus Status { get; init; }

    /// <summary>The number of the newest snapshot.</summary>
    public int Sequence { get; init; }

    /// <summary>The ID of the newest snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>The label of the newest snapshot, if it has one.</summary>
    public string? Label { get; init; }

    /// <summary>When the newest snapshot was taken.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The epoch under which the newest snapshot was saved.</summary>
    public long Epoch { get; init; }

    /// <summary>The owner, or <see langword="null"/> if the run is free.</summary>
    public RunOwner? Owner { get; init; }

    /// <summary>When the owner's lease expires, by the store's clock.</summary>
    public DateTimeOffset? LeaseExpires { get; init; }

    /// <summary>
    /// The number of steps of the definition that are behind the run: a loop or a foreach counts as one, a parallel node
    /// and a branch by their steps. <see langword="null"/> if the graph is not known.
    /// </summary>
    public int? CompletedSteps { get; init; }

    /// <summary>The number of steps of the definition, counted alike.</summary>
    public int? TotalSteps { get; init; }

    /// <summary>The first waiting steps.</summary>
    public IReadOnlyList<WaitingStep> Waiting { get; init; } = [];

    /// <summary>The number of waiting steps.</summary>
    public int WaitingCount { get; init; }

    /// <summary>The earliest time in the member <c>due</c> of the waiting steps' payloads, if there is one.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Returns the run, its status and its progress.</summary>
    /// <returns>Such as <c>deploy-7 #12 (Suspended, 5/8)</c>.</returns>
    public override string ToString() => VisibleText.Of($"{RunId} #{Sequence} ({Status}{(TotalSteps is null ? "" : $", {CompletedSteps}/{TotalSteps}")})");
}
