namespace PSSnapshots.Workflows.Engine;

/// <summary>Records a skipped step as completed without output, and logs it.</summary>
internal static class SkippedStep
{
    public static NodeOutcome Record(RunContext run, string id, StepPath path)
    {
        var result = new StepResult(id, StepStatus.Completed);
        run.Update((state, now) => state.WithStep(result, path, now).WithLog($"Step {id} was skipped: it did not run", id, now));
        if (run.Commit()) run.Options.Acknowledged?.Invoke(id);
        return NodeOutcome.Completed(null);
    }
}
