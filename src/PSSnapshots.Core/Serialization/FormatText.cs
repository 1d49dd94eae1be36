using System.Text;

namespace PSSnapshots.Serialization;

/// <summary>Returns the spelling of enum values in the snapshot format as strings without quotes.</summary>
internal static class FormatText
{
    /// <summary>Returns the spelling of a run status.</summary>
    public static string Of(RunStatus status) => Unquote(FormatName.Of(status));

    /// <summary>Returns the spelling of a step status without allocating a string.</summary>
    public static string Of(StepStatus status) => status switch
    {
        StepStatus.Running => "running",
        StepStatus.Completed => "completed",
        StepStatus.Failed => "failed",
        StepStatus.Suspended => "suspended",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The value is not a step status."),
    };

    private static string Unquote(ReadOnlySpan<byte> quoted) => Encoding.ASCII.GetString(quoted[1..^1]);
}
