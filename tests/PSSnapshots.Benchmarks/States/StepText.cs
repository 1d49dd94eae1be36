using System.Text;

namespace PSSnapshots.Benchmarks.States;

/// <summary>The texts of the logs and events of a step.</summary>
internal readonly ref struct StepText
{
    public StepText(int index, StepOutcome outcome)
    {
        string id = GeneratedState.StepId(index);
        Index = index;
        Outcome = outcome;
        Status = StatusOf(outcome);
        StatusUtf8 = Encoding.UTF8.GetBytes(Status);
        Id = Encoding.UTF8.GetBytes(id);
        RunningDescription = Encoding.UTF8.GetBytes($"Step {id} running");
        FinalDescription = Encoding.UTF8.GetBytes($"Step {id} {Status}");
    }

    public static ReadOnlySpan<byte> RunningResult => """{"status":"running"}"""u8;

    public int Index { get; }

    public StepOutcome Outcome { get; }

    public string Status { get; }

    public ReadOnlySpan<byte> StatusUtf8 { get; }

    public ReadOnlySpan<byte> Id { get; }

    public ReadOnlySpan<byte> RunningDescription { get; }

    public ReadOnlySpan<byte> FinalDescription { get; }

    private static string StatusOf(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Completed => "completed",
        StepOutcome.Failed => "failed",
        StepOutcome.Suspended => "suspended",
        _ => "running",
    };
}
