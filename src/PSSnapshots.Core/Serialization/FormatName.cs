namespace PSSnapshots.Serialization;

/// <summary>
/// Converts enum values to and from their spelling in the snapshot format (format 1.0.0, "Enums"). Case matters.
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

    /// <summary>Parses a run status, without quotes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> name, out RunStatus status) => TryFind(name, RunStatuses, out status);

    /// <summary>Parses a step status, without quotes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> name, out StepStatus status) => TryFind(name, StepStatuses, out status);

    /// <summary>Parses an event type, without quotes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> name, out WorkflowEventType type) => TryFind(name, EventTypes, out type);

    /// <summary>Parses a log type, without quotes.</summary>
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
