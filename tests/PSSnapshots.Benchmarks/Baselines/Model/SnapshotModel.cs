using System.Text.Json;
using System.Text.Json.Serialization;

namespace PSSnapshots.Benchmarks.Baselines.Model;

/// <summary>The snapshot format as plain classes for <see cref="JsonSerializer"/>.</summary>
internal sealed class SnapshotModel
{
    public required string Version { get; init; }

    public required long Timestamp { get; init; }

    public required string RunId { get; init; }

    public required string WorkflowId { get; init; }

    public required string Status { get; init; }

    public required Dictionary<string, StepResultModel> StepResults { get; init; }

    public required List<int> ExecutionPath { get; init; }

    public required Dictionary<string, List<int>> SuspendedPaths { get; init; }

    public required List<EventModel> Events { get; init; }

    public required List<Dictionary<string, JsonElement>> ExecutionGraph { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonElement? Result { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonElement? Error { get; init; }

    public required List<LogModel> Logs { get; init; }

    public required Dictionary<string, JsonElement> ExecutionContext { get; init; }
}
