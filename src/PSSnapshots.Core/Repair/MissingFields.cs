using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>Finds what stands for required fields that were lost.</summary>
internal static class MissingFields
{
    /// <summary>Derives the fields that were not kept.</summary>
    /// <param name="salvage">What was kept.</param>
    /// <param name="document">The text.</param>
    /// <param name="hints">What is known beside the text.</param>
    /// <returns>Of each field its name, its JSON, and where that was taken from.</returns>
    /// <exception cref="SnapshotRepairException">The run, the workflow or the status is lost, and nothing tells it.</exception>
    public static IReadOnlyList<(string Name, string Json, string From)> Derive(Salvage salvage, DocumentText document, RepairHints hints)
    {
        var missing = Enumerable.Range(0, RootFields.Shape.Count)
            .Where(field => RootFields.Shape[field].IsRequired && !salvage.Kept.Has(field))
            .Select(field => RootFields.Shape[field])
            .ToList();
        if (missing.Count == 0) return [];
        var rest = ReadRest(salvage, document, missing.Select(field => field.Name));
        return [.. missing.Select(field => Instead(field, rest, hints))];
    }

    /// <summary>The state of what was kept, with anything for what was not: only its logs and events are looked at.</summary>
    private static RunState ReadRest(Salvage salvage, DocumentText document, IEnumerable<string> missing)
    {
        var anything = missing.ToDictionary(name => name, name => name switch
        {
            "version" => Quoted(SnapshotFormat.Version),
            "timestamp" => "0",
            "status" => "\"RUNNING\"",
            "runId" or "workflowId" => "\"\"",
            _ => EmptyOf(name),
        });
        return SnapshotReader.Read(salvage.Kept.ToDocument(document.Utf8, anything)).State;
    }

    private static (string Name, string Json, string From) Instead(Field field, RunState rest, RepairHints hints)
    {
        switch (field.Name)
        {
            case "version":
                return (field.Name, Quoted(SnapshotFormat.Version), "the version that is written here stands for it");
            case "timestamp":
                var time = rest.Logs.Select(log => log.Timestamp).Concat(rest.Events.Select(entry => entry.Timestamp)).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();
                using (var output = new Utf8Output())
                {
                    EpochTime.Write(time, output);
                    var from = time == DateTimeOffset.UnixEpoch ? "no log and no event tells it; 1970 stands for it" : "it is that of the latest log or event";
                    return (field.Name, System.Text.Encoding.ASCII.GetString(output.Written), from);
                }
            case "runId":
                return Id(field.Name, hints.RunId, rest.Events.Select(entry => entry.RunId));
            case "workflowId":
                return Id(field.Name, hints.WorkflowId, rest.Events.Select(entry => entry.WorkflowId));
            case "status":
                return Status(rest);
            default:
                return (field.Name, EmptyOf(field.Name), "it is empty now");
        }
    }

    private static (string Name, string Json, string From) Id(string field, string? given, IEnumerable<string> inEvents)
    {
        if (given is not null) return (field, Quoted(given), "it is the one that was given");
        if (inEvents.FirstOrDefault() is { } found) return (field, Quoted(found), "it is that of the first event");
        throw new SnapshotRepairException($"The field '{field}' is lost, and no event tells it. Give it with -{char.ToUpperInvariant(field[0])}{field[1..]}.", field);
    }

    private static (string Name, string Json, string From) Status(RunState rest)
    {
        if (rest.Logs.LastOrDefault(log => log.Status is not null)?.Status is { } logged)
            return ("status", FormatName.Of(logged).ToText(), "it is that of the last log that tells one");
        foreach (var entry in rest.Events.Reverse())
        {
            var told = entry.PayloadJson.GetMember("workflowState")?.GetMember("status")?.GetString();
            if (told is not null && FormatName.TryParse(System.Text.Encoding.UTF8.GetBytes(told), out RunStatus status))
                return ("status", FormatName.Of(status).ToText(), "it is that of the last event that tells one");
        }
        throw new SnapshotRepairException("The field 'status' is lost, and no log and no event tells it.", "status");
    }

    private static string EmptyOf(string field) =>
        RootFields.IsMap(RootFields.Shape.IndexOf(System.Text.Encoding.UTF8.GetBytes(field))) ? "{}" : "[]";

    private static string Quoted(string text) => JsonValue.From(text).ToString();

    private static string ToText(this ReadOnlySpan<byte> utf8) => System.Text.Encoding.UTF8.GetString(utf8);
}
