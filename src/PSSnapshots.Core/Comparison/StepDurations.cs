using System.Runtime.CompilerServices;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// How long the steps of a state took, as the state itself tells: from where a log first says that the step is
/// running to where one last says that it completed, failed or was suspended; waiting and repetitions are part of it.
/// Where the logs do not tell, the events do. They are read once for a state, when the first duration is asked for.
/// </summary>
internal sealed class StepDurations
{
    private static readonly ConditionalWeakTable<RunState, StepDurations> Known = [];

    private readonly Dictionary<string, Marks> _logs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Marks> _events = new(StringComparer.Ordinal);

    private StepDurations(RunState state)
    {
        foreach (var log in state.Logs)
            if (log.StepId is { } step) Mark(_logs, step, log.Timestamp, log.StepStatus ?? StatusIn(log.StepResultJson, "status"));
        foreach (var entry in state.Events)
        {
            if (entry.StepId is not { } step) continue;
            var payload = entry.PayloadJson;
            Mark(_events, step, entry.Timestamp, StatusIn(payload, "stepStatus") ?? StatusIn(payload.GetMember("stepResult"), "status"));
        }
    }

    public static StepDurations Of(RunState state) => Known.GetValue(state, made => new StepDurations(made));

    /// <returns>How long; nothing where it is not known: the step's start or end is told nowhere, or it is at work again.</returns>
    public TimeSpan? Of(string stepId) => Between(_logs, stepId) ?? Between(_events, stepId);

    private static TimeSpan? Between(Dictionary<string, Marks> marks, string stepId) =>
        marks.TryGetValue(stepId, out var found) && found.End >= found.Start ? found.End - found.Start : null;

    private static void Mark(Dictionary<string, Marks> marks, string stepId, DateTimeOffset at, StepStatus? status)
    {
        if (status is null) return;
        var known = marks.TryGetValue(stepId, out var found);
        // An end without a start before it tells nothing.
        if (status == StepStatus.Running) marks[stepId] = new Marks(known ? found.Start : at, null);
        else if (known) marks[stepId] = found with { End = at };
    }

    private static StepStatus? StatusIn(JsonValue? owner, string name) =>
        owner?.GetMember(name) is { Kind: JsonKind.String } status && Serialization.FormatName.TryParse(status.Utf8[1..^1], out StepStatus found) ? found : null;

    private readonly record struct Marks(DateTimeOffset Start, DateTimeOffset? End);
}
