using PSSnapshots.Storage;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Recovers the attempts of processes that died before they could record the results.</summary>
internal static class Recovery
{
    /// <summary>Merges attempts that a store recorded after the state was saved into the state.</summary>
    /// <param name="definition">The workflow.</param>
    /// <param name="attempts">The attempts.</param>
    /// <param name="state">The state.</param>
    public static RunState Merge(WorkflowDefinition definition, IReadOnlyList<StepAttempt> attempts, RunState state)
    {
        foreach (var attempt in attempts)
        {
            var before = state.StepResults.TryGetExact(attempt.StepId, out var known) ? known : null;
            if (before?.Status == StepStatus.Completed || definition.Plan.Find(attempt.StepId) is null || attempt.Number < LeastNew(before)) continue;
            var begun = new StepResult(attempt.StepId, StepStatus.Running, before?.OutputJson, attempts: attempt.Number)
            {
                ResumeDataJson = before?.ResumeDataJson,
                PlanJson = before?.Status == StepStatus.Running ? before.PlanJson : JsonValue.From(attempt.Number - 1),
            };
            state = state.WithBareResult(begun) with { SuspendedPaths = state.SuspendedPaths.Remove(attempt.StepId) };
        }
        return HasProgressed(state) ? Forgive(definition, state) : state;
    }

    /// <summary>Returns the attempts that are newer than a saved state.</summary>
    /// <param name="checkpoints">The store.</param>
    /// <param name="runId">The run ID.</param>
    /// <param name="kept">The checkpoint of the state.</param>
    public static IReadOnlyList<StepAttempt> AttemptsSince(ISnapshotStore checkpoints, string runId, StoredSnapshot kept) =>
    [
        // An attempt that began while the checkpoint was being saved precedes it. Earlier epochs belong to an earlier start.
        .. checkpoints.ListAttempts(runId).Where(attempt => attempt.Epoch >= kept.Epoch
            && (attempt.AfterSequence >= kept.Sequence || (attempt.AfterSequence == kept.Sequence - 1 && attempt.Timestamp > kept.Timestamp))),
    ];

    /// <summary>Returns the lowest attempt number that the result of a step does not include.</summary>
    private static int LeastNew(StepResult? before) => before switch
    {
        null => 1,
        // A step that continues after its suspension does so in the same attempt.
        { Status: StepStatus.Suspended } when !WaitingSteps.IsWaiting(before) => before.Attempts ?? 1,
        _ => (before.Attempts ?? 0) + 1,
    };

    /// <summary>Returns whether a step has completed since the run was last started or resumed.</summary>
    private static bool HasProgressed(RunState state)
    {
        for (var i = state.Logs.Count - 1; i >= 0 && state.Logs[i].Status is not (RunStatus.Running or RunStatus.Resumed); i--)
            if (state.Logs[i].StepStatus == StepStatus.Completed) return true;
        return false;
    }

    /// <summary>After progress, only the last process death counts for a step without a retry policy of its own.</summary>
    private static RunState Forgive(WorkflowDefinition definition, RunState state)
    {
        foreach (var result in state.StepResults.Values)
        {
            if (result is not { Status: StepStatus.Running, Attempts: > 1 } || definition.Plan.Find(result.Id) is not { } node) continue;
            if (AttemptLimit.Of(definition, WorkflowPlan.OptionsOf(node.Node)) is not null) continue;
            state = state.WithBareResult(new StepResult(result.Id, StepStatus.Running, result.OutputJson, attempts: result.Attempts)
            {
                ResumeDataJson = result.ResumeDataJson,
                PlanJson = JsonValue.From(result.Attempts.Value - 1),
            });
        }
        return state;
    }
}
