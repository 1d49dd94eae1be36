using System.Text.Json;

namespace PSSnapshots.Benchmarks.Baselines.Model;

/// <summary>An event of a run.</summary>
internal sealed class EventModel
{
    public required string Type { get; init; }

    public required long Timestamp { get; init; }

    public required string RunId { get; init; }

    public required string WorkflowId { get; init; }

    public required string Description { get; init; }

    public required EventPayloadModel Payload { get; init; }

    public Dictionary<string, JsonElement>? Metadata { get; init; }
}
