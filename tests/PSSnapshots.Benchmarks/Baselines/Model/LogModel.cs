using System.Text.Json;

namespace PSSnapshots.Benchmarks.Baselines.Model;

/// <summary>A line of a run's log.</summary>
internal sealed class LogModel
{
    public required long Timestamp { get; init; }

    public required string Type { get; init; }

    public required string Description { get; init; }

    public Dictionary<string, JsonElement>? Metadata { get; init; }

    public string? Status { get; init; }

    public string? StepStatus { get; init; }

    public string? StepId { get; init; }

    public StepResultModel? StepResult { get; init; }
}
