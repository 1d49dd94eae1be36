using System.Text.Json;
using System.Text.Json.Serialization;

namespace PSSnapshots.Benchmarks.Baselines.Model;

/// <summary>The state of the whole run at an event.</summary>
internal sealed class WorkflowStateModel
{
    public required string Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonElement? Result { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonElement? Error { get; init; }
}
