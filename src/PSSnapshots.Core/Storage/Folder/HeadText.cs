using System.Globalization;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>Writes and reads the fields of a run's head, in the records of a journal and in the ownership file.</summary>
internal static class HeadText
{
    /// <summary>Writes the fields into an object that is open.</summary>
    /// <param name="head">The head.</param>
    /// <param name="output">Receives the fields.</param>
    /// <param name="first">Whether the object has no field yet.</param>
    /// <param name="waitingAt">Where the list of waiting steps is instead; <see langword="null"/> if it is here.</param>
    public static void Write(RunHead head, Utf8Output output, ref bool first, long? waitingAt = null)
    {
        Number("\"epoch\":"u8, head.Epoch, output, ref first);
        Text("\"id\":"u8, head.SnapshotId, output, ref first);
        output.Name("\"time\":"u8, ref first);
        EpochTime.Write(head.Timestamp, output);
        output.Name("\"status\":"u8, ref first);
        output.Json(FormatName.Of(head.Status));
        Text("\"workflow\":"u8, head.WorkflowId, output, ref first);
        Text("\"label\":"u8, head.Label, output, ref first);
        if (head.TotalSteps is { } total)
        {
            Number("\"done\":"u8, head.CompletedSteps ?? 0, output, ref first);
            Number("\"steps\":"u8, total, output, ref first);
        }
        if (head.WaitingCount == 0) return;
        Number("\"waitingCount\":"u8, head.WaitingCount, output, ref first);
        if (waitingAt is { } at) Number("\"waitingAt\":"u8, at, output, ref first);
        else WriteWaiting(head.Waiting, output, ref first);
        if (head.Due is { } due) Number("\"due\":"u8, due.ToUnixTimeMilliseconds(), output, ref first);
    }

    /// <summary>Reads the fields.</summary>
    /// <exception cref="InvalidDataException">A field is missing, or is not what it should be.</exception>
    public static RunHead Read(string runId, int sequence, JsonValue all)
    {
        if (all.GetMember("id")?.GetString() is not { } id
            || all.GetMember("workflow")?.GetString() is not { } workflow
            || TimeOf(all, "time") is not { } time
            || all.GetMember("status") is not { Kind: JsonKind.String } name
            || !FormatName.TryParse(name.Utf8[1..^1], out RunStatus status))
        {
            throw new InvalidDataException("A field is missing, or is not what it should be.");
        }
        return new RunHead
        {
            RunId = runId,
            WorkflowId = workflow,
            Status = status,
            Sequence = sequence,
            SnapshotId = id,
            Label = all.GetMember("label")?.GetString(),
            Timestamp = time,
            Epoch = Math.Max(0, NumberOf(all, "epoch")),
            CompletedSteps = CountOf(all, "done"),
            TotalSteps = CountOf(all, "steps"),
            WaitingCount = CountOf(all, "waitingCount") ?? 0,
            Waiting = all.GetMember("waiting") is { Kind: JsonKind.Array } waiting ? [.. waiting.Items().Select(StepOf)] : [],
            Due = TimeOf(all, "due"),
        };
    }

    /// <summary>The value of a number that is at least 0; −1 if there is none.</summary>
    public static long NumberOf(JsonValue owner, string field) =>
        owner.GetMember(field) is { } value && long.TryParse(value.Utf8, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>The value of a number that an <see cref="int"/> can hold.</summary>
    public static int? CountOf(JsonValue owner, string field) => NumberOf(owner, field) is >= 0 and <= int.MaxValue and var number ? (int)number : null;

    public static DateTimeOffset? TimeOf(JsonValue owner, string field) =>
        owner.GetMember(field) is { Kind: JsonKind.Number } value && EpochTime.TryRead(value.Utf8, out var time) ? time : null;

    public static void Number(ReadOnlySpan<byte> name, long value, Utf8Output output, ref bool first)
    {
        output.Name(name, ref first);
        output.Number(value);
    }

    public static void Text(ReadOnlySpan<byte> name, string? value, Utf8Output output, ref bool first)
    {
        if (value is null) return;
        output.Name(name, ref first);
        output.Text(value);
    }

    private static void WriteWaiting(IReadOnlyList<WaitingStep> waiting, Utf8Output output, ref bool first)
    {
        output.Name("\"waiting\":"u8, ref first);
        output.Json("["u8);
        var firstStep = true;
        foreach (var step in waiting)
        {
            output.Separator(ref firstStep);
            output.Json("{"u8);
            var firstField = true;
            Text("\"step\":"u8, step.StepId, output, ref firstField);
            Text("\"question\":"u8, step.Question, output, ref firstField);
            Number("\"since\":"u8, step.Since.ToUnixTimeMilliseconds(), output, ref firstField);
            output.Json("}"u8);
        }
        output.Json("]"u8);
    }

    private static WaitingStep StepOf(JsonValue step) => step.GetMember("step")?.GetString() is { } id && TimeOf(step, "since") is { } since
        ? new WaitingStep(id, step.GetMember("question")?.GetString(), since)
        : throw new InvalidDataException("A waiting step is not what it should be.");
}
