using System.Text;

namespace PSSnapshots.Serialization;

/// <summary>The format's spelling of enum values, as text.</summary>
internal static class FormatText
{
    public static string Of(RunStatus status) => Unquote(FormatName.Of(status));

    public static string Of(StepStatus status) => status switch
    {
        StepStatus.Running => "running",
        StepStatus.Completed => "completed",
        StepStatus.Failed => "failed",
        StepStatus.Suspended => "suspended",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a step status."),
    };

    private static string Unquote(ReadOnlySpan<byte> quoted) => Encoding.ASCII.GetString(quoted[1..^1]);
}
