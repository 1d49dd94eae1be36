namespace PSSnapshots.Storage;

/// <summary>Which runs of a store are listed. A condition that is not given does not restrict.</summary>
public sealed record RunFilter
{
    /// <summary>The run ID.</summary>
    public string? RunId { get; init; }

    /// <summary>The statuses.</summary>
    public IReadOnlyCollection<RunStatus>? Statuses { get; init; }

    /// <summary>The workflow ID.</summary>
    public string? WorkflowId { get; init; }

    /// <summary>Whether a step waits for an answer.</summary>
    public bool? IsWaiting { get; init; }

    /// <summary>Whether the run has an owner.</summary>
    public bool? IsOwned { get; init; }

    /// <summary>The name of the owner.</summary>
    public string? OwnerName { get; init; }

    /// <summary>The time at or before which the run is due.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Returns whether a run meets all conditions.</summary>
    /// <param name="head">The run.</param>
    /// <returns>True if it does.</returns>
    public bool Matches(RunHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return (RunId is null || head.RunId == RunId)
            && (Statuses is null || Statuses.Contains(head.Status))
            && (WorkflowId is null || head.WorkflowId == WorkflowId)
            && (IsWaiting is null || IsWaiting == head.WaitingCount > 0)
            && (IsOwned is null || IsOwned == head.Owner is not null)
            && (OwnerName is null || head.Owner?.Name == OwnerName)
            && (DueBefore is null || head.Due <= DueBefore);
    }
}
