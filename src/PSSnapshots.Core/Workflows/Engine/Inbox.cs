using PSSnapshots.Storage;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Handles the messages that were sent to a run. The next checkpoint records that they are handled.</summary>
internal static class Inbox
{
    /// <summary>Handles the messages that arrived since the last call. An answer for a step that does not wait is ignored.</summary>
    public static void Take(RunContext run)
    {
        if (run.Lease is not { } lease || lease.LastMessage <= lease.HandledMessage) return;
        IReadOnlyList<RunMessage> messages;
        try
        {
            messages = run.Options.Checkpoints!.ReadInbox(lease);
        }
        catch (SnapshotStoreException failure)
        {
            // The messages stay in the inbox, and the next checkpoint tries again.
            run.Update((state, now) => state.WithLog(failure.Message, null, now));
            return;
        }
        foreach (var message in messages)
        {
            if (message.Kind == RunMessageKind.Stop) run.StopRequest = message.Sender ?? "another user";
            else run.Update((state, now) => WithAnswer(state, message, now));
            lease.HandledMessage = message.Number;
        }
        lease.HandledMessage = Math.Max(lease.HandledMessage, lease.LastMessage);
    }

    private static RunState WithAnswer(RunState state, RunMessage message, DateTimeOffset now)
    {
        var sender = message.Sender ?? "another user";
        if (message.StepId is not { } id || !state.StepResults.TryGetExact(id, out var waiting) || waiting.Status != StepStatus.Suspended || waiting.SuspendedPath is null)
            return state.WithLog($"An answer by {sender} was not used: step '{message.StepId}' is not waiting", null, now);
        var answered = new StepResult(id, StepStatus.Suspended, waiting.OutputJson, null, waiting.SuspendedPath, waiting.Attempts)
        {
            ResumeDataJson = message.Data ?? JsonValue.Null,
        };
        return state.WithBareResult(answered).WithLog($"Step {id} was answered by {sender}", id, now);
    }
}
