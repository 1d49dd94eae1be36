namespace PSSnapshots.Benchmarks.Baselines.Model;

/// <summary>What an event tells, by convention.</summary>
internal sealed class EventPayloadModel
{
    public string? StepStatus { get; init; }

    public StepResultModel? StepResult { get; init; }

    public string? StepId { get; init; }

    public WorkflowStateModel? WorkflowState { get; init; }
}
