using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>Writes and reads the fields of a run's head, in the records of a journal and in the ownership file.</summary>
internal static class RunHeadJson
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
    public static RunHead Read(string runId, int sequence, RecordFields all)
    {
        if (all.Text("id"u8) is not { } id
            || all.Text("workflow"u8) is not { } workflow
            || all.Time("time"u8) is not { } time
            || all.Value("status"u8) is not { Kind: JsonKind.String } name
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
            Label = all.Text("label"u8),
            Timestamp = time,
            Epoch = Math.Max(0, all.Number("epoch"u8)),
            CompletedSteps = all.Count("done"u8),
            TotalSteps = all.Count("steps"u8),
            WaitingCount = all.Count("waitingCount"u8) ?? 0,
            Waiting = [.. (all.Items("waiting"u8) ?? []).Select(StepOf)],
            Due = all.Time("due"u8),
        };
    }

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

    private static WaitingStep StepOf(JsonValue item) =>
        item.Kind == JsonKind.Object && new RecordFields(item.Slice) is var step && step.Text("step"u8) is { } id && step.Time("since"u8) is { } since
            ? new WaitingStep(id, step.Text("question"u8), since)
            : throw new InvalidDataException("A waiting step is not what it should be.");
}
