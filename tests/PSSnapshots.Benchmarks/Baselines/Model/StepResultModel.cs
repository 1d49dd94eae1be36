using System.Text.Json;

namespace PSSnapshots.Benchmarks.Baselines.Model;

/// <summary>How far a step has come, and what it has returned.</summary>
internal sealed class StepResultModel
{
    public required string Status { get; init; }

    public JsonElement? Output { get; init; }

    public JsonElement? Error { get; init; }

    public List<int>? SuspendedPath { get; init; }
}
