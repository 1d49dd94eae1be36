using System.Text.Json;

namespace PSSnapshots.Benchmarks.Baselines.Model;

/// <summary>The status and the output of a step.</summary>
internal sealed class StepResultModel
{
    public required string Status { get; init; }

    public JsonElement? Output { get; init; }

    public JsonElement? Error { get; init; }

    public List<int>? SuspendedPath { get; init; }
}
