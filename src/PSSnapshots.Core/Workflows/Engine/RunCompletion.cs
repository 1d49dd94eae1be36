using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Records how a run ended or why it was suspended.</summary>
internal static class RunCompletion
{
    public static void Record(RunContext run, NodeOutcome end) => run.Update((state, now) => end.Kind switch
    {
        NodeOutcomeKind.Completed => (state with { ResultJson = end.Output ?? JsonValue.Null, ErrorJson = JsonValue.Null, ExecutionPath = StepPath.Empty })
            .WithStatus(RunStatus.Completed, now)
            .WithWorkflowEvent("Workflow completed", null, null, now),
        NodeOutcomeKind.Failed => (state with { ErrorJson = end.Error!.Json })
            .WithStatus(RunStatus.Failed, now)
            .WithWorkflowEvent("Workflow failed", null, null, now),
        _ => state
            .WithStatus(RunStatus.Suspended, now)
            .WithWorkflowEvent("Workflow suspended", null, Metadata.OfSuspension(ReasonOf(run, end, state), state.ExecutionPath), now),
    });

    private static string ReasonOf(RunContext run, NodeOutcome end, RunState state) =>
        run.Failure is { } failure ? failure.Message
        : run.StopRequest is { } sender ? $"The run was stopped by {sender}."
        : run.IsSuspensionRequested && !run.Cancellation.IsCancellationRequested ? "The run was suspended on request."
        : end.Kind == NodeOutcomeKind.Stopped ? "The run was stopped."
        : state.SuspendedPaths.Count == 1 ? $"Step {state.SuspendedPaths.Keys[0]} waits."
        : $"Steps wait: {string.Join(", ", state.SuspendedPaths.Keys)}.";
}
