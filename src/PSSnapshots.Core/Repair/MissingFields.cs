using System.Globalization;
using System.Text;
using PSSnapshots.Serialization;

namespace PSSnapshots.Repair;

/// <summary>Replaces the required fields that were lost.</summary>
internal sealed class MissingFields
{
    private readonly RepairHints _hints;
    private RunState _state;
    private SnapshotHeader _header;

    private MissingFields(RunState state, SnapshotHeader header, RepairHints hints) => (_state, _header, _hints) = (state, header, hints);

    /// <summary>Makes a valid snapshot of what was kept.</summary>
    /// <param name="state">The state that was kept.</param>
    /// <param name="header">The header that was kept.</param>
    /// <param name="hints">The IDs to use if the document does not have them.</param>
    /// <param name="missing">The names of the required fields that were lost.</param>
    /// <param name="lost">The list to add lost parts to.</param>
    /// <param name="end">The offset to report for fields that are not in the document.</param>
    /// <exception cref="SnapshotRepairException">The run ID, the workflow ID or the status is lost and cannot be derived.</exception>
    public static Snapshot Replace(RunState state, SnapshotHeader header, RepairHints hints, IEnumerable<string> missing, List<LostRange> lost, int end)
    {
        var fields = new MissingFields(state, header, hints);
        foreach (var name in missing)
        {
            var (path, source) = ("/" + name, fields.Replace(name));
            var reported = lost.FindIndex(range => range.Path == path);
            if (reported >= 0) lost[reported] = lost[reported] with { Reason = $"{lost[reported].Reason} {source}" };
            else lost.Add(new LostRange(end, end, path, $"The field is missing. {source}"));
        }
        return new Snapshot(fields._state, fields._header);
    }

    /// <summary>Replaces a field, and returns a sentence that says by what.</summary>
    private string Replace(string name)
    {
        switch (name)
        {
            case "version":
                _header = _header with { Version = SnapshotFormat.Version };
                return $"The current version is used: {SnapshotFormat.Version}.";
            case "timestamp":
                return ReplaceTimestamp();
            case "runId":
                var runId = Id(name, _hints.RunId, entry => entry.RunId, out var source);
                _state = _state with { RunId = runId };
                return source;
            case "workflowId":
                var workflowId = Id(name, _hints.WorkflowId, entry => entry.WorkflowId, out source);
                _state = _state with { WorkflowId = workflowId };
                return source;
            case "status":
                return ReplaceStatus();
            default:
                return "It is empty now.";
        }
    }

    private string ReplaceTimestamp()
    {
        var time = _state.Logs.Select(log => log.Timestamp).Concat(_state.Events.Select(entry => entry.Timestamp)).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();
        _header = _header with { Timestamp = time };
        return time == DateTimeOffset.UnixEpoch
            ? "No log or event has a time; 1970-01-01 is used."
            : string.Create(CultureInfo.InvariantCulture, $"The time of the latest log or event is used: {time.UtcDateTime:O}.");
    }

    private string Id(string field, string? specified, Func<WorkflowEvent, string> ofEvent, out string source)
    {
        var id = specified ?? _state.Events.Select(ofEvent).FirstOrDefault()
            ?? throw new SnapshotRepairException($"The field '{field}' is lost, and there is no event to take it from. Specify it with -{char.ToUpperInvariant(field[0])}{field[1..]}.", field);
        source = specified is null ? $"That of the first event is used: '{id}'." : $"The specified one is used: '{id}'.";
        return id;
    }

    private string ReplaceStatus()
    {
        var source = "log";
        var status = _state.Logs.LastOrDefault(log => log.Status is not null)?.Status;
        if (status is null)
        {
            source = "event";
            status = _state.Events.Reverse().Select(StatusOf).FirstOrDefault(found => found is not null)
                ?? throw new SnapshotRepairException("The field 'status' is lost, and there is no log or event to take it from.", "status");
        }
        _state = _state with { Status = status.Value };
        return $"The status of the last {source} that has one is used: {Encoding.UTF8.GetString(FormatName.Of(status.Value))}.";
    }

    private static RunStatus? StatusOf(WorkflowEvent entry) =>
        entry.PayloadJson.GetMember("workflowState")?.GetMember("status") is { Kind: JsonKind.String } name
            && FormatName.TryParse(name.Utf8[1..^1], out RunStatus status) ? status : null;
}
