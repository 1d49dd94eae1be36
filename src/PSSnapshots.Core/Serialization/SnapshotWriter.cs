using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>Writes snapshots as JSON.</summary>
public static class SnapshotWriter
{
    /// <summary>Writes a snapshot as JSON text.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="compress"><see langword="true"/> to omit white space; <see langword="false"/> to indent by two spaces, as <c>JSON.stringify(value, null, 2)</c> does.</param>
    /// <returns>The text.</returns>
    public static string ToJson(Snapshot snapshot, bool compress = false)
    {
        using var output = new Utf8Output(indented: !compress);
        Write(snapshot, output);
        return System.Text.Encoding.UTF8.GetString(output.Written);
    }

    /// <summary>Writes a snapshot as UTF-8 JSON, without a byte order mark.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="stream">The stream to write to. It is not closed.</param>
    /// <param name="compress"><see langword="true"/> to omit white space; <see langword="false"/> to indent by two spaces.</param>
    /// <exception cref="IOException">An error occurred while writing to the stream.</exception>
    public static void Write(Snapshot snapshot, Stream stream, bool compress = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var output = new Utf8Output(stream, indented: !compress);
        Write(snapshot, output);
        output.Flush();
    }

    internal static void Write(Snapshot snapshot, Utf8Output output)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var state = snapshot.State;
        var first = true;
        output.Json("{"u8);
        output.Name("\"version\":"u8, ref first);
        output.Text(SnapshotFormat.Version);
        WriteText("\"id\":"u8, snapshot.Id, output, ref first);
        if (snapshot.Sequence > 0)
        {
            output.Name("\"sequence\":"u8, ref first);
            output.Number(snapshot.Sequence);
        }
        WriteText("\"label\":"u8, snapshot.Label, output, ref first);
        WriteText("\"parent\":"u8, snapshot.ParentId, output, ref first);
        output.Name("\"timestamp\":"u8, ref first);
        EpochTime.Write(snapshot.Timestamp, output);
        WriteState(state, output, ref first);
        output.Json("}"u8);
    }

    /// <summary>Writes the fields of a state into an open object.</summary>
    internal static void WriteState(RunState state, Utf8Output output, ref bool first)
    {
        WriteText("\"runId\":"u8, state.RunId, output, ref first);
        WriteText("\"workflowId\":"u8, state.WorkflowId, output, ref first);
        output.Name("\"status\":"u8, ref first);
        output.Json(FormatName.Of(state.Status));
        WriteValue("\"input\":"u8, state.InputJson, output, ref first);

        output.Name("\"stepResults\":"u8, ref first);
        var firstOfMap = true;
        output.Json("{"u8);
        foreach (var result in state.StepResults.Values)
        {
            output.Name(result.Id, ref firstOfMap);
            result.WriteTo(output);
        }
        output.Json("}"u8);

        output.Name("\"executionPath\":"u8, ref first);
        state.ExecutionPath.WriteTo(output);

        output.Name("\"suspendedPaths\":"u8, ref first);
        firstOfMap = true;
        output.Json("{"u8);
        foreach (var (stepId, path) in state.SuspendedPaths)
        {
            output.Name(stepId, ref firstOfMap);
            path.WriteTo(output);
        }
        output.Json("}"u8);

        output.Name("\"events\":"u8, ref first);
        state.Events.WriteTo(output);

        output.Name("\"executionGraph\":"u8, ref first);
        output.Json("["u8);
        firstOfMap = true;
        foreach (var entry in state.GraphEntries)
        {
            output.Separator(ref firstOfMap);
            output.Json(entry.Utf8);
        }
        output.Json("]"u8);

        WriteValue("\"result\":"u8, state.ResultJson, output, ref first);
        WriteValue("\"error\":"u8, state.ErrorJson, output, ref first);

        output.Name("\"logs\":"u8, ref first);
        state.Logs.WriteTo(output);

        output.Name("\"executionContext\":"u8, ref first);
        WriteMap(state.ContextValues, output);

        WriteNotes(state, output, ref first);
        foreach (var (name, value) in state.UnknownFields)
        {
            output.Name(name, ref first);
            output.Json(value.Utf8);
        }
    }

    private static void WriteMap(Collections.OrderedMap<JsonValue> map, Utf8Output output)
    {
        var first = true;
        output.Json("{"u8);
        foreach (var (key, value) in map)
        {
            output.Name(key, ref first);
            output.Json(value.Utf8);
        }
        output.Json("}"u8);
    }

    /// <summary>Writes the <c>valueTypes</c> of a state into an open object, if any value has type notes.</summary>
    internal static void WriteNotes(RunState state, Utf8Output output, ref bool first)
    {
        var noted = new List<(string Prefix, TypeNotes Notes)>();
        Add("/input", state.InputJson);
        Add("/result", state.ResultJson);
        Add("/error", state.ErrorJson);
        foreach (var (key, value) in state.ContextValues)
            if (value.Notes is not null) Add(JsonPointer.Append("/executionContext", key), value);
        for (var i = 0; i < state.GraphEntries.Count; i++)
            if (state.GraphEntries[i].Notes is not null) Add(JsonPointer.Append("/executionGraph", i), state.GraphEntries[i]);
        if (noted.Count == 0) return;

        output.Name("\"valueTypes\":"u8, ref first);
        output.Json("{"u8);
        var firstNote = true;
        foreach (var (prefix, notes) in noted) notes.WriteMembers(prefix, output, ref firstNote);
        output.Json("}"u8);

        void Add(string prefix, JsonValue? value)
        {
            if (value?.Notes is { } notes) noted.Add((prefix, notes));
        }
    }

    private static void WriteText(ReadOnlySpan<byte> name, string? text, Utf8Output output, ref bool first)
    {
        if (text is null) return;
        output.Name(name, ref first);
        output.Text(text);
    }

    private static void WriteValue(ReadOnlySpan<byte> name, JsonValue? value, Utf8Output output, ref bool first)
    {
        if (value is null) return;
        output.Name(name, ref first);
        output.Json(value.Utf8);
    }
}
