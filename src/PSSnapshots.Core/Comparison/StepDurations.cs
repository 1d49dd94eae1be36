using System.Runtime.CompilerServices;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// The durations of the steps of a state, from its logs or, for steps without a duration in the logs, from its events.
/// A duration is the time from when the step first started running until it last completed, failed or was suspended,
/// including waiting times and repetitions. Logs and events are read once per state, when the first duration is requested.
/// </summary>
internal sealed class StepDurations
{
    private static readonly ConditionalWeakTable<RunState, StepDurations> Cache = [];

    private readonly Dictionary<string, Interval> _logs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Interval> _events = new(StringComparer.Ordinal);

    private StepDurations(RunState state)
    {
        foreach (var log in state.Logs)
            if (log.StepId is { } step) Update(_logs, step, log.Timestamp, log.StepStatus ?? StatusIn(log.StepResultJson, "status"));
        foreach (var entry in state.Events)
        {
            if (entry.StepId is not { } step) continue;
            var payload = entry.PayloadJson;
            Update(_events, step, entry.Timestamp, StatusIn(payload, "stepStatus") ?? StatusIn(payload.GetMember("stepResult"), "status"));
        }
    }

    public static StepDurations Of(RunState state) => Cache.GetValue(state, key => new StepDurations(key));

    /// <summary>Returns the duration of a step.</summary>
    /// <returns>
    /// The duration, or <see langword="null"/> if the start or the end of the step is not recorded, or the step is running.
    /// </returns>
    public TimeSpan? Of(string stepId) => DurationIn(_logs, stepId) ?? DurationIn(_events, stepId);

    private static TimeSpan? DurationIn(Dictionary<string, Interval> intervals, string stepId) =>
        intervals.TryGetValue(stepId, out var interval) && interval.End >= interval.Start ? interval.End - interval.Start : null;

    private static void Update(Dictionary<string, Interval> intervals, string stepId, DateTimeOffset time, StepStatus? status)
    {
        if (status is null) return;
        var hasStart = intervals.TryGetValue(stepId, out var interval);
        if (status == StepStatus.Running) intervals[stepId] = new Interval(hasStart ? interval.Start : time, null);
        else if (hasStart) intervals[stepId] = interval with { End = time };
    }

    private static StepStatus? StatusIn(JsonValue? owner, string name) =>
        owner?.GetMember(name) is { Kind: JsonKind.String } status && Serialization.FormatName.TryParse(status.Utf8[1..^1], out StepStatus parsed) ? parsed : null;

    private readonly record struct Interval(DateTimeOffset Start, DateTimeOffset? End);
}
