namespace PSSnapshots;

/// <summary>How many steps stand where.</summary>
/// <param name="Running">Steps at work.</param>
/// <param name="Completed">Steps that ended with an output.</param>
/// <param name="Failed">Steps that ended with an error.</param>
/// <param name="Suspended">Steps that wait.</param>
public readonly record struct StepCounts(int Running, int Completed, int Failed, int Suspended)
{
    /// <summary>All steps.</summary>
    public int Total => Running + Completed + Failed + Suspended;

    /// <summary>The counts that are not zero, for a person.</summary>
    /// <returns>Such as <c>3 steps: 2 completed, 1 running</c>.</returns>
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
