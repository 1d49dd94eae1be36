using PSSnapshots.Storage;

namespace PSSnapshots.Workflows.Engine;

/// <summary>The steps of a run that wait for an answer.</summary>
internal static class WaitingSteps
{
    /// <summary>Returns whether a step suspended itself and has no answer yet.</summary>
    public static bool IsWaiting(StepResult result) => result is { Status: StepStatus.Suspended, ResumeDataJson: null };

    public static List<string> Of(RunState state) =>
        state.StepResults.Counts.Suspended == 0 ? [] : [.. state.StepResults.Values.Where(result => IsWaiting(result) && result.SuspendedPath is not null).Select(result => result.Id)];

    /// <summary>Chooses the steps that a resume answers.</summary>
    /// <param name="plan">The definition.</param>
    /// <param name="state">The run.</param>
    /// <param name="options">The options of the resume.</param>
    /// <param name="hasData">Whether the caller provides an answer.</param>
    /// <param name="hasMessages">Whether the run's inbox has answers.</param>
    /// <exception cref="StepsWaitingException">Several steps wait, and none was specified.</exception>
    /// <exception cref="ArgumentException">A specified step does not wait.</exception>
    public static IReadOnlyCollection<string> Choose(WorkflowPlan plan, RunState state, RunnerOptions options, bool hasData, bool hasMessages)
    {
        var waiting = Of(state);
        if (options.ResumeSteps is { } names) return [.. names.SelectMany(name => Named(plan, state, name, waiting)).Distinct(StringComparer.Ordinal)];
        if (options.ResumeAll) return waiting;
        if (!hasData && (state.Status != RunStatus.Suspended || waiting.Count == 0 || hasMessages || options.LeaveWaiting || PendingWork.Exists(plan, state))) return [];
        if (waiting.Count > 1) throw new StepsWaitingException(state.RunId, Describe(state, waiting));
        return waiting.Count == 1 ? waiting : Answered(state);
    }

    public static IReadOnlyList<WaitingStep> Describe(RunState state, IEnumerable<string> ids) =>
        [.. ids.Select(id => new WaitingStep(id, RunHeadBuilder.QuestionOf(state.StepResults[id].OutputJson), default))];

    /// <summary>Includes answered steps that were stopped before they used their answer. They receive the new one.</summary>
    private static List<string> Answered(RunState state)
    {
        List<string> answered = [.. state.StepResults.Values.Where(result => result is { Status: StepStatus.Suspended, SuspendedPath: not null }).Select(result => result.Id)];
        return answered.Count == 1 ? answered : [];
    }

    private static List<string> Named(WorkflowPlan plan, RunState state, string name, List<string> waiting)
    {
        var suspended = state.StepResults.Values.Where(result => result.Status == StepStatus.Suspended).ToList();
        var found = suspended.Find(result => result.Id == name) ?? suspended.Find(result => result.Id.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is { SuspendedPath: not null }) return [found.Id];
        List<string> inside = found is null || plan.Find(found.Id) is not { } node ? [] : [.. waiting.Where(id => plan.Contains(node, id))];
        if (inside.Count == 1) return inside;
        if (inside.Count > 1) throw new StepsWaitingException(state.RunId, Describe(state, inside));
        throw new InvalidRunOptionException(waiting.Count == 0
            ? $"Step '{name}' of run '{state.RunId}' is not waiting for an answer, and no other step is."
            : $"Step '{name}' of run '{state.RunId}' is not waiting for an answer. Waiting steps: {StepsWaitingException.List(Describe(state, waiting))}.");
    }
}
