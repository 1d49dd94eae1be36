using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Runs a step's code: begins it, tries it as often as it may, and keeps what became of it.</summary>
internal sealed class LeafRunner(RunContext run)
{
    public NodeEnd Run(in Leaf leaf, IStepHost host)
    {
        var before = run.ResultOf(leaf.Id);
        if (before?.Status == StepStatus.Completed) return NodeEnd.Completed(before.OutputJson);
        if (run.IsSkipped(leaf.Id)) return Skipped.Record(run, leaf.Id, leaf.Path);
        if (before is { Status: StepStatus.Suspended, ResumeDataJson: null }) return NodeEnd.Suspended;
        if (run.MustStop) return NodeEnd.Stopped;
        return Try(leaf, before, host);
    }

    private NodeEnd Try(in Leaf leaf, StepResult? before, IStepHost host)
    {
        // A step that goes on after its suspension is still at the attempt that it suspended itself in.
        var earlier = before?.Attempts is not { } counted ? 0 : before.Status == StepStatus.Suspended ? counted - 1 : counted;
        var policy = leaf.Options.Retry ?? run.Definition.Retry;
        var resumeData = before?.ResumeDataJson;
        Keep(Running(leaf.Id, earlier + 1, resumeData), leaf.Path);
        run.BeginAttempt(leaf.Id, earlier + 1, flush: false);
        if (run.MustStop) return Stop(leaf.Id, before);
        if (!leaf.Options.IsIdempotent)
        {
            // Once it has begun, a resume must know of it.
            run.Commit();
            if (run.MustStop) return Stop(leaf.Id, before);
        }
        for (var attempt = 1; ; attempt++)
        {
            if (Attempt(leaf, attempt, resumeData, host, out var outcome, out var failure)) return End(leaf, outcome, earlier + attempt);
            if (failure is null) return Stop(leaf.Id, before);
            var error = host.ToRunError(failure);
            if (attempt >= policy.Attempts) return Fail(leaf.Id, error, earlier + attempt, policy.Attempts);
            KeepFailedAttempt(leaf.Id, error, attempt, policy.Attempts, Running(leaf.Id, earlier + attempt + 1, resumeData));
            try
            {
                var wait = RetryDelay.Before(attempt + 1, policy, run.Random);
                if (wait > TimeSpan.Zero) host.Wait(wait, run.Cancellation);
            }
            catch (OperationCanceledException) when (run.Cancellation.IsCancellationRequested)
            {
                return Stop(leaf.Id, before);
            }
            if (run.MustStop) return Stop(leaf.Id, before);
            run.BeginAttempt(leaf.Id, earlier + attempt + 1, flush: !leaf.Options.IsIdempotent);
            if (run.MustStop) return Stop(leaf.Id, before);
        }
    }

    /// <summary>Runs the code once.</summary>
    /// <returns>Whether it came to its end; if not, it failed, or was stopped where there is no failure.</returns>
    private bool Attempt(in Leaf leaf, int attempt, JsonValue? resumeData, IStepHost host, out StepOutcome outcome, out Exception? failure)
    {
        outcome = default;
        failure = null;
        try
        {
            outcome = host.Invoke(leaf.Code, CallOf(leaf, attempt, resumeData), run.Cancellation);
            return true;
        }
        catch (OperationCanceledException) when (run.Cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception thrown)
        {
            failure = thrown;
            return false;
        }
    }

    private NodeEnd End(in Leaf leaf, in StepOutcome outcome, int attempts) => outcome.IsSuspended
        ? Suspend(leaf, outcome.SuspendPayload, attempts)
        : Complete(leaf.Id, outcome.Output, attempts);

    private StepCall CallOf(in Leaf leaf, int attempt, JsonValue? resumeData) => new(leaf.Id, run.Store)
    {
        Input = leaf.Input,
        Attempt = attempt,
        Iteration = leaf.Iteration,
        ResumeData = resumeData is { IsNull: true } ? null : resumeData,
        IsResumed = resumeData is not null,
        Timeout = leaf.Options.Timeout,
    };

    private NodeEnd Complete(string id, JsonValue? output, int attempts)
    {
        Keep(new StepResult(id, StepStatus.Completed, output, attempts: attempts), null);
        if (run.Commit()) run.Options.Acknowledged?.Invoke(id);
        return NodeEnd.Completed(output);
    }

    private NodeEnd Suspend(in Leaf leaf, JsonValue? payload, int attempts)
    {
        var result = new StepResult(leaf.Id, StepStatus.Suspended, payload, suspendedPath: leaf.Path, attempts: attempts);
        var metadata = Metadata.OfSuspension(payload?.GetMember("reason")?.GetString() ?? $"Step {leaf.Id} waits.", leaf.Path);
        run.Update((state, now) => state.WithStep(result, null, now, eventMetadata: metadata));
        run.Commit();
        return NodeEnd.Suspended;
    }

    private NodeEnd Fail(string id, RunError error, int attempts, int allowed)
    {
        var result = new StepResult(id, StepStatus.Failed, error: error, attempts: attempts);
        var metadata = allowed > 1 ? Metadata.OfAttempt(allowed, null) : null;
        run.Update((state, now) => state.WithStep(result, null, now, metadata));
        run.Commit();
        return NodeEnd.Failed(error);
    }

    private void KeepFailedAttempt(string id, RunError error, int attempt, int allowed, StepResult next)
    {
        var description = $"Step {id} failed at attempt {attempt} of {allowed}: {error.Message}";
        var metadata = Metadata.OfAttempt(attempt, error);
        run.Update((state, now) => state.WithBareResult(next).WithLog(description, id, now, metadata));
    }

    /// <summary>A step that was stopped stands where it stood before it ran.</summary>
    private NodeEnd Stop(string id, StepResult? before)
    {
        run.Update((state, now) =>
        {
            var rest = before is null ? state with { StepResults = state.StepResults.Without(id) } : state.WithBareResult(before);
            if (before?.SuspendedPath is { } path) rest = rest with { SuspendedPaths = rest.SuspendedPaths.SetItem(id, path) };
            return rest.WithLog($"Step {id} was stopped before its end; a resume runs it again", id, now);
        });
        return NodeEnd.Stopped;
    }

    private void Keep(StepResult result, StepPath? place) => run.Update((state, now) => state.WithStep(result, place, now));

    private static StepResult Running(string id, int attempts, JsonValue? resumeData) =>
        new(id, StepStatus.Running, attempts: attempts) { ResumeDataJson = resumeData };
}
