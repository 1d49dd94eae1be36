using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Builds the metadata of the runner's events and log entries (format 1.0.0, "metadata, by convention").</summary>
internal static class Metadata
{
    public static JsonValue OfSuspension(string reason, StepPath path)
    {
        using var output = new Utf8Output();
        output.Json("{\"suspendReason\":"u8);
        output.Text(reason);
        output.Json(",\"executionPath\":"u8);
        path.WriteTo(output);
        output.Json("}"u8);
        return new JsonValue(JsonSlice.Of(output.Written));
    }

    public static JsonValue? OfStart(DefinitionSource? source)
    {
        if (source is null) return null;
        using var output = new Utf8Output();
        output.Json("{"u8);
        WriteSource(source, output);
        output.Json("}"u8);
        return new JsonValue(JsonSlice.Of(output.Written));
    }

    public static JsonValue OfResume(JsonValue? data, StepPath path, DefinitionSource? source)
    {
        using var output = new Utf8Output();
        output.Json("{\"resumeData\":"u8);
        output.Json((data ?? JsonValue.Null).Utf8);
        output.Json(",\"executionPath\":"u8);
        path.WriteTo(output);
        if (source is not null)
        {
            output.Json(","u8);
            WriteSource(source, output);
        }
        output.Json("}"u8);
        return new JsonValue(JsonSlice.Of(output.Written), JsonBuilder.NotesOf([new("resumeData", data)]));
    }

    public static JsonValue OfAttempt(int attempt, RunError? error)
    {
        using var output = new Utf8Output();
        output.Json("{\"attempt\":"u8);
        output.Number(attempt);
        if (error is not null)
        {
            output.Json(",\"error\":"u8);
            output.Json(error.Json.Utf8);
        }
        output.Json("}"u8);
        return new JsonValue(JsonSlice.Of(output.Written), JsonBuilder.NotesOf([new("error", error?.Json)]));
    }

    private static void WriteSource(DefinitionSource source, Utf8Output output)
    {
        output.Json("\"definition\":{\"path\":"u8);
        output.Text(source.Path);
        output.Json(",\"hash\":"u8);
        output.Text(source.Hash);
        output.Json("}"u8);
    }
}
