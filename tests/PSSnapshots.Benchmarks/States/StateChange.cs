namespace PSSnapshots.Benchmarks.States;

/// <summary>The change of a run between two states: 1 % of its steps get another result, and ten logs are added.</summary>
/// <param name="Number">The number of the change, starting at 1.</param>
/// <param name="Timestamp">When the run has changed, in epoch milliseconds.</param>
/// <param name="Steps">The steps that change, in the order of their change.</param>
/// <param name="Logs">The logs that are added.</param>
public sealed record StateChange(
    int Number,
    long Timestamp,
    IReadOnlyList<StepChange> Steps,
    IReadOnlyList<LogAddition> Logs);

/// <summary>A step's new result.</summary>
/// <param name="StepIndex">The position of the step in its run.</param>
/// <param name="StepId">The id of the step.</param>
/// <param name="Status">The new status, as the format writes it.</param>
/// <param name="OutputJson">The new output: compact UTF-8 JSON.</param>
public sealed record StepChange(int StepIndex, string StepId, string Status, ReadOnlyMemory<byte> OutputJson);

/// <summary>A log of the type <c>step</c> that a change adds.</summary>
/// <param name="Timestamp">When it was written, in epoch milliseconds.</param>
/// <param name="Description">Its text.</param>
/// <param name="StepId">The ID of the step.</param>
/// <param name="MetadataJson">Its metadata: compact UTF-8 JSON.</param>
public sealed record LogAddition(long Timestamp, string Description, string StepId, ReadOnlyMemory<byte> MetadataJson);
