namespace PSSnapshots;

/// <summary>The number of steps per status.</summary>
/// <param name="Running">The number of running steps.</param>
/// <param name="Completed">The number of completed steps.</param>
/// <param name="Failed">The number of failed steps.</param>
/// <param name="Suspended">The number of suspended steps.</param>
public readonly record struct StepCounts(int Running, int Completed, int Failed, int Suspended)
{
    /// <summary>The total number of steps.</summary>
    public int Total => Running + Completed + Failed + Suspended;

    /// <summary>Returns the counts that are not zero.</summary>
    /// <returns>Text such as <c>3 steps: 2 completed, 1 running</c>.</returns>
    public override string ToString()
    {
        if (Total == 0) return "0 steps";
        var parts = new (int Count, string Word)[]
        {
            (Completed, "completed"), (Failed, "failed"), (Running, "running"), (Suspended, "suspended"),
        };
        var listed = string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Word}"));
        return $"{Total} {(Total == 1 ? "step" : "steps")}: {listed}";
    }

    internal StepCounts Plus(StepStatus status, int change) => status switch
    {
        StepStatus.Running => this with { Running = Running + change },
        StepStatus.Completed => this with { Completed = Completed + change },
        StepStatus.Failed => this with { Failed = Failed + change },
        StepStatus.Suspended => this with { Suspended = Suspended + change },
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a step status."),
    };
}
