using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Converts enum values to and from their spelling in the snapshot format (format 1.0.0, "Enums"). Case matters. Names to
/// parse are the raw bytes between the quotes of a JSON string, which can contain escapes.
/// </summary>
internal static class FormatName
{
    /// <summary>Returns the spelling of a run status, including quotes.</summary>
    public static ReadOnlySpan<byte> Of(RunStatus status) => status switch
    {
        RunStatus.Initial => "\"INITIAL\""u8,
        RunStatus.Running => "\"RUNNING\""u8,
        RunStatus.Paused => "\"PAUSED\""u8,
        RunStatus.Resumed => "\"RESUMED\""u8,
        RunStatus.Completed => "\"COMPLETED\""u8,
        RunStatus.Failed => "\"FAILED\""u8,
        RunStatus.Suspended => "\"SUSPENDED\""u8,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The value is not a run status."),
    };

    /// <summary>Returns the spelling of a step status, including quotes.</summary>
    public static ReadOnlySpan<byte> Of(StepStatus status) => status switch
    {
        StepStatus.Running => "\"running\""u8,
        StepStatus.Completed => "\"completed\""u8,
        StepStatus.Failed => "\"failed\""u8,
        StepStatus.Suspended => "\"suspended\""u8,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The value is not a step status."),
    };

    /// <summary>Returns the spelling of an event type, including quotes.</summary>
    public static ReadOnlySpan<byte> Of(WorkflowEventType type) => type switch
    {
        WorkflowEventType.WorkflowStatusUpdate => "\"WorkflowStatusUpdate\""u8,
        WorkflowEventType.StepStatusUpdate => "\"StepStatusUpdate\""u8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The value is not an event type."),
    };

    /// <summary>Returns the spelling of a log type, including quotes.</summary>
    public static ReadOnlySpan<byte> Of(RunLogType type) => type switch
    {
        RunLogType.Status => "\"status\""u8,
        RunLogType.Step => "\"step\""u8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The value is not a log type."),
    };

    /// <summary>Parses a run status.</summary>
    public static bool TryParse(ReadOnlySpan<byte> raw, out RunStatus status) => TryFind(raw, RunStatuses, out status);

    /// <summary>Parses a step status.</summary>
    public static bool TryParse(ReadOnlySpan<byte> raw, out StepStatus status) => TryFind(raw, StepStatuses, out status);

    /// <summary>Parses an event type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> raw, out WorkflowEventType type) => TryFind(raw, EventTypes, out type);

    /// <summary>Parses a log type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> raw, out RunLogType type) => TryFind(raw, LogTypes, out type);

    private static readonly (byte[] Name, RunStatus Value)[] RunStatuses =
        [.. Enum.GetValues<RunStatus>().Select(value => (Of(value)[1..^1].ToArray(), value))];

    private static readonly (byte[] Name, StepStatus Value)[] StepStatuses =
        [.. Enum.GetValues<StepStatus>().Select(value => (Of(value)[1..^1].ToArray(), value))];

    private static readonly (byte[] Name, WorkflowEventType Value)[] EventTypes =
        [.. Enum.GetValues<WorkflowEventType>().Select(value => (Of(value)[1..^1].ToArray(), value))];

    private static readonly (byte[] Name, RunLogType Value)[] LogTypes =
        [.. Enum.GetValues<RunLogType>().Select(value => (Of(value)[1..^1].ToArray(), value))];

    private static bool TryFind<T>(ReadOnlySpan<byte> raw, (byte[] Name, T Value)[] table, out T found)
        where T : struct
    {
        if (raw.Contains((byte)'\\')) raw = Encoding.UTF8.GetBytes(JsonText.Unescape(raw));
        foreach (var (name, value) in table)
        {
            if (!raw.SequenceEqual(name)) continue;
            found = value;
            return true;
        }
        found = default;
        return false;
    }
}
