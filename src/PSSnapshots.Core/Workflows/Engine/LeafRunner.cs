using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Runs a step's code: starts it, retries it as often as permitted, and records the result.</summary>
internal sealed class LeafRunner(RunContext run)
{
    public NodeOutcome Run(in Leaf leaf, IStepHost host)
    {
        var before = run.ResultOf(leaf.Id);
        if (before?.Status == StepStatus.Completed) return NodeOutcome.Completed(before.OutputJson);
        if (run.IsSkipped(leaf.Id)) return SkippedStep.Record(run, leaf.Id, leaf.Path);
        if (before is { Status: StepStatus.Suspended, ResumeDataJson: null }) return NodeOutcome.Suspended;
        if (run.MustStop) return NodeOutcome.Stopped;
        return Try(leaf, before, host);
    }

    private NodeOutcome Try(in Leaf leaf, StepResult? before, IStepHost host)
    {
        var id = leaf.Id;
        var (earlier, died) = CountAttempts(leaf, before);
        var limit = AttemptLimit.Of(run.Definition, leaf.Options);
        var policy = limit ?? RetryPolicy.None;
        if (died > 0 && (limit is null ? died > run.Options.MaxRecovery : died >= limit.Attempts)) return FailAfterDeaths(leaf, died, host, earlier, policy.Attempts);
        var resumeData = before?.ResumeDataJson;
        var payload = resumeData is null ? null : before!.OutputJson;
        Keep(Running(earlier + died + 1), leaf.Path);
        run.BeginAttempt(leaf.Id, earlier + died + 1, flush: false);
        if (run.MustStop) return Revert(leaf.Id, before);
        if (!leaf.Options.IsIdempotent)
        {
            // After the code has begun, a resume must know about it.
            run.CommitOrStop();
            if (run.MustStop) return Revert(leaf.Id, before);
            run.Store.NoteBegun(leaf.Id);
        }
        for (var attempt = died + 1; ; attempt++)
        {
            if (Attempt(leaf, attempt, resumeData, payload, host, out var outcome, out var failure)) return End(leaf, outcome, earlier + attempt);
            if (failure is null) return Cut(leaf, before);
            var error = host.ToRunError(failure);
            if (attempt >= policy.Attempts || !(leaf.Options.IsIdempotent || host.IsThrownByCode(failure))) return Fail(leaf, failure, error, earlier + attempt, policy.Attempts);
            KeepFailedAttempt(leaf.Id, error, attempt, policy.Attempts, Running(earlier + attempt + 1));
            try
            {
                var wait = RetryDelay.Before(attempt + 1, policy, run.Random);
                if (wait > TimeSpan.Zero) host.Wait(wait, run.Cancellation);
            }
            catch (OperationCanceledException) when (run.Cancellation.IsCancellationRequested)
            {
                return Cut(leaf, before);
            }
            if (run.MustCut) return Cut(leaf, before);
            run.BeginAttempt(leaf.Id, earlier + attempt + 1, flush: !leaf.Options.IsIdempotent);
            if (run.MustCut) return Cut(leaf, before);
        }

        StepResult Running(int attempts) => new(id, StepStatus.Running, payload, attempts: attempts)
        {
            ResumeDataJson = resumeData,
            PlanJson = earlier == 0 ? null : JsonValue.From(earlier),
        };
    }

    /// <summary>Counts the attempts that do not count toward the limit, and those without an end because the process died.</summary>
    private (int Earlier, int Died) CountAttempts(in Leaf leaf, StepResult? before)
    {
        var all = before?.Attempts ?? 0;
        return before?.Status switch
        {
            // A step that continues after its suspension is still in the same attempt.
            StepStatus.Suspended => (Math.Max(0, all - 1), 0),
            StepStatus.Running when leaf.Options.IsIdempotent && !run.Options.Force => Frame.TryReadNumber(before.PlanJson, out var earlier) && earlier <= all ? (earlier, all - earlier) : (0, all),
            // A caller has permitted the step to run again.
            _ => (all, 0),
        };
    }

    /// <summary>Runs the code once.</summary>
    /// <returns>True if the code completed; otherwise, it failed, or was stopped if there is no failure.</returns>
    private bool Attempt(in Leaf leaf, int attempt, JsonValue? resumeData, JsonValue? payload, IStepHost host, out StepOutcome outcome, out Exception? failure)
    {
        outcome = default;
        failure = null;
        try
        {
            outcome = host.Invoke(leaf.Code, CallOf(leaf, attempt, resumeData, payload), run.Cancellation);
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

    private NodeOutcome End(in Leaf leaf, in StepOutcome outcome, int attempts) => outcome.IsSuspended
        ? Suspend(leaf, outcome.SuspendPayload, attempts)
        : Complete(leaf.Id, outcome.Output, attempts);

    private StepCall CallOf(in Leaf leaf, int attempt, JsonValue? resumeData, JsonValue? payload) => new(leaf.Id, run.Store)
    {
        Input = leaf.Input,
        Attempt = attempt,
        Iteration = leaf.Iteration,
        ResumeData = resumeData is { IsNull: true } ? null : resumeData,
        SuspendPayload = payload is { IsNull: true } ? null : payload,
        IsResumed = resumeData is not null,
        Timeout = leaf.Options.Timeout,
    };

    private NodeOutcome Complete(string id, JsonValue? output, int attempts)
    {
        Keep(new StepResult(id, StepStatus.Completed, output, attempts: attempts), null);
        if (run.Commit()) run.Options.Acknowledged?.Invoke(id);
        return NodeOutcome.Completed(output);
    }

    private NodeOutcome Suspend(in Leaf leaf, JsonValue? payload, int attempts)
    {
        var result = new StepResult(leaf.Id, StepStatus.Suspended, payload, suspendedPath: leaf.Path, attempts: attempts);
        var metadata = Metadata.OfSuspension(payload?.GetMember("reason")?.GetString() ?? $"Step {leaf.Id} waits.", leaf.Path);
        run.Update((state, now) => state.WithStep(result, null, now, eventMetadata: metadata));
        run.Commit();
        return NodeOutcome.Suspended;
    }

    private NodeOutcome FailAfterDeaths(in Leaf leaf, int deaths, IStepHost host, int earlier, int allowed)
    {
        var failure = new ProcessDiedException(leaf.Id, deaths);
        return Fail(leaf, failure, host.ToRunError(failure), earlier + deaths, allowed);
    }

    private NodeOutcome Fail(in Leaf leaf, Exception failure, RunError error, int attempts, int allowed)
    {
        var result = new StepResult(leaf.Id, StepStatus.Failed, error: error, attempts: attempts);
        var metadata = allowed > 1 ? Metadata.OfAttempt(allowed, null) : null;
        run.Update((state, now) => state.WithStep(result, null, now, metadata));
        run.Commit();
        return NodeOutcome.Failed(error, new StepFailure(leaf.Id, failure, leaf.Code));
    }

    private void KeepFailedAttempt(string id, RunError error, int attempt, int allowed, StepResult next)
    {
        var description = $"Step {id} failed at attempt {attempt} of {allowed}: {error.Message}";
        var metadata = Metadata.OfAttempt(attempt, error);
        run.Update((state, now) => state.WithBareResult(next).WithLog(description, id, now, metadata));
    }

    /// <summary>Reverts an interrupted step, unless it is not idempotent: then a resume must know that it has begun.</summary>
    private NodeOutcome Cut(in Leaf leaf, StepResult? before)
    {
        if (leaf.Options.IsIdempotent) return Revert(leaf.Id, before);
        var id = leaf.Id;
        run.Update((state, now) => state.WithLog($"Step {id} was stopped before its end; it may have partially completed", id, now));
        return NodeOutcome.Stopped;
    }

    /// <summary>Restores the result that a stopped step had before it ran.</summary>
    private NodeOutcome Revert(string id, StepResult? before)
    {
        run.Update((state, now) =>
        {
            var rest = before is null ? state with { StepResults = state.StepResults.Without(id) } : state.WithBareResult(before);
            if (before?.SuspendedPath is { } path) rest = rest with { SuspendedPaths = rest.SuspendedPaths.SetItem(id, path) };
            return rest.WithLog($"Step {id} was stopped before its end; a resume runs it again", id, now);
        });
        return NodeOutcome.Stopped;
    }

    private void Keep(StepResult result, StepPath? place) => run.Update((state, now) => state.WithStep(result, place, now));
}
