namespace PSSnapshots.Serialization;

/// <summary>
/// The spelling that the snapshot format gives to each enum value (format 1.0.0, "Enums"); case matters.
/// </summary>
internal static class FormatName
{
    public static ReadOnlySpan<byte> Of(RunStatus status) => status switch
    {
        RunStatus.Initial => "\"INITIAL\""u8,
        RunStatus.Running => "\"RUNNING\""u8,
        RunStatus.Paused => "\"PAUSED\""u8,
        RunStatus.Resumed => "\"RESUMED\""u8,
        RunStatus.Completed => "\"COMPLETED\""u8,
        RunStatus.Failed => "\"FAILED\""u8,
        RunStatus.Suspended => "\"SUSPENDED\""u8,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a run status."),
    };

    public static ReadOnlySpan<byte> Of(StepStatus status) => status switch
    {
        StepStatus.Running => "\"running\""u8,
        StepStatus.Completed => "\"completed\""u8,
        StepStatus.Failed => "\"failed\""u8,
        StepStatus.Suspended => "\"suspended\""u8,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a step status."),
    };

    public static ReadOnlySpan<byte> Of(WorkflowEventType type) => type switch
    {
        WorkflowEventType.WorkflowStatusUpdate => "\"WorkflowStatusUpdate\""u8,
        WorkflowEventType.StepStatusUpdate => "\"StepStatusUpdate\""u8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an event type."),
    };

    public static ReadOnlySpan<byte> Of(RunLogType type) => type switch
    {
        RunLogType.Status => "\"status\""u8,
        RunLogType.Step => "\"step\""u8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a log type."),
    };

    public static bool TryParse(ReadOnlySpan<byte> name, out RunStatus status) => TryFind(name, RunStatuses, out status);

    public static bool TryParse(ReadOnlySpan<byte> name, out StepStatus status) => TryFind(name, StepStatuses, out status);

    public static bool TryParse(ReadOnlySpan<byte> name, out WorkflowEventType type) => TryFind(name, EventTypes, out type);

    public static bool TryParse(ReadOnlySpan<byte> name, out RunLogType type) => TryFind(name, LogTypes, out type);

    private static readonly (byte[] Name, RunStatus Value)[] RunStatuses =
        [.. Enum.GetValues<RunStatus>().Select(value => (Of(value)[1..^1].ToArray(), value))];

    private static readonly (byte[] Name, StepStatus Value)[] StepStatuses =
        [.. Enum.GetValues<StepStatus>().Select(value => (Of(value)[1..^1].ToArray(), value))];

    private static readonly (byte[] Name, WorkflowEventType Value)[] EventTypes =
        [.. Enum.GetValues<WorkflowEventType>().Select(value => (Of(value)[1..^1].ToArray(), value))];

    private static readonly (byte[] Name, RunLogType Value)[] LogTypes =
        [.. Enum.GetValues<RunLogType>().Select(value => (Of(value)[1..^1].ToArray(), value))];

    private static bool TryFind<T>(ReadOnlySpan<byte> name, (byte[] Name, T Value)[] table, out T found)
        where T : struct
    {
        foreach (var (candidate, value) in table)
        {
            if (!name.SequenceEqual(candidate)) continue;
            found = value;
            return true;
        }
        found = default;
        return false;
    }
}
