namespace PSSnapshots.Benchmarks.Baselines.Model;

/// <summary>The conventional payload of an event.</summary>
internal sealed class EventPayloadModel
{
    public string? StepStatus { get; init; }

    public StepResultModel? StepResult { get; init; }

    public string? StepId { get; init; }

    public WorkflowStateModel? WorkflowState { get; init; }
}
