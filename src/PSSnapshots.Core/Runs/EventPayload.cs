using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// Builds the conventional payloads of events (format 1.0.0, "payload"). They do not contain outputs, so that a large output
/// is stored only once in a state.
/// </summary>
internal static class EventPayload
{
    public static JsonValue OfRun(RunState state)
    {
        using var output = new Utf8Output();
        output.Json("{"u8);
        WriteWorkflowState(state.Status, output);
        output.Json("}"u8);
        return new JsonValue(JsonSlice.Of(output.Written));
    }

    public static JsonValue OfStep(RunState state, string stepId) =>
        OfStep(state.Status, stepId, state.StepResults.TryGetExact(stepId, out var result) ? result.Status : null);

    public static JsonValue OfStep(RunStatus runStatus, string stepId, StepStatus? stepStatus)
    {
        using var output = new Utf8Output();
        output.Json("{"u8);
        if (stepStatus is { } known)
        {
            var status = FormatName.Of(known);
            output.Json("\"stepStatus\":"u8);
            output.Json(status);
            output.Json(",\"stepResult\":{\"status\":"u8);
            output.Json(status);
            output.Json("},"u8);
        }
        output.Json("\"stepId\":"u8);
        output.Text(stepId);
        output.Json(","u8);
        WriteWorkflowState(runStatus, output);
        output.Json("}"u8);
        return new JsonValue(JsonSlice.Of(output.Written));
    }

    private static void WriteWorkflowState(RunStatus status, Utf8Output output)
    {
        output.Json("\"workflowState\":{\"status\":"u8);
        output.Json(FormatName.Of(status));
        output.Json("}"u8);
    }
}
