using PSSnapshots.Collections;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// Writes the changes of a state since an earlier one as one JSON object. Shared parts are skipped, so that time and size
/// depend only on the changes. <see cref="DeltaParser"/> reads it.
/// </summary>
/// <remarks>
/// A field is written only if it changed. <c>status</c>, <c>input</c>, <c>result</c>, <c>error</c>, <c>executionPath</c> and
/// <c>executionGraph</c> are new values; <c>absent</c> lists those of them that were removed. <c>stepResults</c> has added
/// steps, <c>changedSteps</c> changed steps by position. <c>events</c> and <c>logs</c> have appended entries. To apply
/// <c>executionContext</c> and <c>suspendedPaths</c>, first remove the keys in <c>removedContext</c> and
/// <c>removedPaths</c>, then set each member; new members are added at the end. <c>valueTypes</c> is as in a snapshot.
/// </remarks>
internal static class StateDelta
{
    /// <summary>Writes the changes if the later state is derived from the earlier one.</summary>
    /// <param name="before">The earlier state.</param>
    /// <param name="after">The later state.</param>
    /// <param name="output">Receives the object.</param>
    /// <param name="outdated">The approximate number of previously written bytes that are replaced.</param>
    /// <returns>False, with nothing written, if it is not derived from it and must be written in full.</returns>
    public static bool TryWrite(RunState before, RunState after, Utf8Output output, out long outdated)
    {
        outdated = 0;
        if (before.RunId != after.RunId
            || before.WorkflowId != after.WorkflowId
            || !ReferenceEquals(before.UnknownFields, after.UnknownFields)
            || !after.Logs.Continues(before.Logs)
            || !after.Events.Continues(before.Events)
            || !Continues(after.StepResults, before.StepResults))
        {
            return false;
        }
        var first = true;
        output.Json("{"u8);
        if (before.Status != after.Status)
        {
            output.Name("\"status\":"u8, ref first);
            output.Json(FormatName.Of(after.Status));
        }
        var noted = RunState.Bare("", "") with
        {
            InputJson = Changed(before.InputJson, after.InputJson),
            ResultJson = Changed(before.ResultJson, after.ResultJson),
            ErrorJson = Changed(before.ErrorJson, after.ErrorJson),
            GraphEntries = ReferenceEquals(before.GraphEntries, after.GraphEntries) ? PersistentList<JsonValue>.Empty : after.GraphEntries,
        };
        WriteAbsent(before, after, output, ref first);
        outdated += WriteValue("\"input\":"u8, noted.InputJson, before.InputJson, output, ref first);
        outdated += WriteValue("\"result\":"u8, noted.ResultJson, before.ResultJson, output, ref first);
        outdated += WriteValue("\"error\":"u8, noted.ErrorJson, before.ErrorJson, output, ref first);
        outdated += WriteSteps(before.StepResults, after.StepResults, output, ref first);
        if (!before.ExecutionPath.Equals(after.ExecutionPath))
        {
            output.Name("\"executionPath\":"u8, ref first);
            after.ExecutionPath.WriteTo(output);
        }
        outdated += MapDelta.Write(before.SuspendedPaths, after.SuspendedPaths, "\"suspendedPaths\":"u8, "\"removedPaths\":"u8, path => path.ToJson(), output, ref first, out _);
        WriteEntries("\"events\":"u8, before.Events, after.Events, output, ref first);
        WriteGraph(before, after, output, ref first);
        WriteEntries("\"logs\":"u8, before.Logs, after.Logs, output, ref first);
        outdated += MapDelta.Write(before.ContextValues, after.ContextValues, "\"executionContext\":"u8, "\"removedContext\":"u8, value => value, output, ref first, out var context);
        SnapshotWriter.WriteNotes(noted with { ContextValues = context }, output, ref first);
        output.Json("}"u8);
        return true;
    }

    private static bool Continues(StepResultMap later, StepResultMap earlier) => later.Count >= earlier.Count && later.SharesKeysWith(earlier);

    private static JsonValue? Changed(JsonValue? before, JsonValue? after) => ReferenceEquals(before, after) ? null : after;

    private static void WriteAbsent(RunState before, RunState after, Utf8Output output, ref bool first)
    {
        ReadOnlySpan<(string Name, bool IsGone)> values =
        [
            ("input", before.InputJson is not null && after.InputJson is null),
            ("result", before.ResultJson is not null && after.ResultJson is null),
            ("error", before.ErrorJson is not null && after.ErrorJson is null),
        ];
        var firstName = true;
        foreach (var (name, isGone) in values)
        {
            if (!isGone) continue;
            if (firstName)
            {
                output.Name("\"absent\":"u8, ref first);
                output.Json("["u8);
            }
            output.Separator(ref firstName);
            output.Text(name);
        }
        if (!firstName) output.Json("]"u8);
    }

    private static long WriteValue(ReadOnlySpan<byte> name, JsonValue? value, JsonValue? before, Utf8Output output, ref bool first)
    {
        if (value is null) return 0;
        output.Name(name, ref first);
        output.Json(value.Utf8);
        return LargeValues.WrittenLength(before?.ByteCount ?? 0);
    }

    private static long WriteSteps(StepResultMap before, StepResultMap after, Utf8Output output, ref bool first)
    {
        long outdated = 0;
        var firstStep = true;
        foreach (var place in after.PlacesNotSharedWith(before))
        {
            if (firstStep)
            {
                output.Name("\"changedSteps\":"u8, ref first);
                output.Json("{"u8);
            }
            output.Separator(ref firstStep);
            output.Json("\""u8);
            output.Number(place);
            output.Json("\":"u8);
            after.ValueAt(place).WriteTo(output);
            outdated += LargeValues.WrittenLength(before.ValueAt(place).ToSlice().Length);
        }
        if (!firstStep) output.Json("}"u8);
        if (after.Count == before.Count) return outdated;

        output.Name("\"stepResults\":"u8, ref first);
        output.Json("{"u8);
        firstStep = true;
        for (var place = before.Count; place < after.Count; place++)
        {
            output.Name(after.Keys[place], ref firstStep);
            after.ValueAt(place).WriteTo(output);
        }
        output.Json("}"u8);
        return outdated;
    }

    private static void WriteEntries<T>(ReadOnlySpan<byte> name, EntryList<T> before, EntryList<T> after, Utf8Output output, ref bool first)
        where T : StateEntry, IStateEntry<T>
    {
        if (after.Count == before.Count) return;
        output.Name(name, ref first);
        after.WriteTo(output, from: before.Count);
    }

    private static void WriteGraph(RunState before, RunState after, Utf8Output output, ref bool first)
    {
        if (ReferenceEquals(before.GraphEntries, after.GraphEntries)) return;
        output.Name("\"executionGraph\":"u8, ref first);
        output.Json("["u8);
        var firstEntry = true;
        foreach (var entry in after.GraphEntries)
        {
            output.Separator(ref firstEntry);
            output.Json(entry.Utf8);
        }
        output.Json("]"u8);
    }
}
