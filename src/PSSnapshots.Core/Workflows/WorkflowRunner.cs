using PSSnapshots.Values;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Workflows;

/// <summary>
/// Runs a workflow. The result of each step is recorded in the run's store when it becomes known, so that a run that was
/// suspended, stopped or killed, or that failed, can be resumed. Completed steps do not run again.
/// </summary>
/// <remarks>
/// A node that contains others (parallel, conditional, loop, foreach, nested workflow) has its own result under its ID, in
/// addition to the results of the contained nodes. The items of a foreach, the chosen arm of a conditional and the number
/// of a loop's iterations are recorded in it when they are decided, so that a resume does not decide them again.
/// </remarks>
/// <param name="definition">The workflow.</param>
/// <param name="store">The run.</param>
/// <param name="host">The host that runs the code.</param>
/// <param name="options">The options; by default, no checkpoints are saved.</param>
public sealed class WorkflowRunner(WorkflowDefinition definition, RunStore store, IStepHost host, RunnerOptions? options = null)
{
    private readonly WorkflowDefinition _definition = definition ?? throw new ArgumentNullException(nameof(definition));
    private readonly RunStore _store = store ?? throw new ArgumentNullException(nameof(store));
    private readonly IStepHost _host = host ?? throw new ArgumentNullException(nameof(host));
    private readonly RunnerOptions _options = options ?? new RunnerOptions();

    /// <summary>Starts a run, and returns when it has ended, waits or is stopped.</summary>
    /// <param name="cancellation">
    /// Stops the run immediately: running steps are interrupted, no further step starts, and the run is suspended.
    /// </param>
    /// <returns>The run's state: COMPLETED, FAILED or SUSPENDED.</returns>
    /// <exception cref="InvalidRunStateException">The run was already started.</exception>
    /// <exception cref="RunExistsException">The store has a run with this ID. Nothing was changed.</exception>
    /// <exception cref="DamagedCheckpointException">The store has a run with this ID, whose checkpoints are damaged or missing. Nothing was changed.</exception>
    /// <exception cref="NonIdempotentStepException">The run was reset, and a step that is not idempotent has begun before.</exception>
    /// <exception cref="InvalidRunOptionException"><see cref="RunnerOptions.SkipSteps"/> names a step that the workflow does not have.</exception>
    /// <exception cref="Storage.RunLockedException">Another process owns the run.</exception>
    /// <exception cref="Storage.LeaseLostException">Another process took over the run, or the lease could not be renewed. Nothing was saved after that.</exception>
    /// <exception cref="CheckpointFailedException">The run was suspended because a checkpoint could not be saved.</exception>
    /// <exception cref="ObserverException">The run has ended, and observers of its store threw while it ran.</exception>
    public RunState Start(CancellationToken cancellation = default) => Work(
        _ =>
        {
            StartCheck.Require(_definition, _store, _options);
            return true;
        },
        context => context.Update((state, now) => (state.HasBegun ? state.AsReset() : state)
            .WithExecutionGraph(_definition.ToGraph())
            .WithStatus(RunStatus.Running, now)
            .WithWorkflowEvent("Workflow started", null, Metadata.OfStart(_options.DefinitionSource), now)),
        cancellation);

    /// <summary>Resumes a run that was suspended or stopped, that failed, or whose process ended.</summary>
    /// <param name="resumeData">
    /// The answer for the step that waits. If several wait, <see cref="RunnerOptions.ResumeSteps"/> or
    /// <see cref="RunnerOptions.ResumeAll"/> specifies which are answered. Without an answer, a waiting step continues only
    /// if it is the only one and nothing else can run.
    /// </param>
    /// <param name="cancellation">Stops the run, as in <see cref="Start"/>.</param>
    /// <returns>The run's state: COMPLETED, FAILED or SUSPENDED.</returns>
    /// <exception cref="InvalidRunStateException">The run was not started, has completed, or is already running.</exception>
    /// <exception cref="InvalidRunOptionException">An option names a step that the workflow does not have, or that is not waiting.</exception>
    /// <exception cref="DefinitionChangedException">The definition changed since the run was started. Nothing was changed.</exception>
    /// <exception cref="NonIdempotentStepException">A step that is not idempotent has begun without completing. Nothing was changed.</exception>
    /// <exception cref="StepsWaitingException">Several steps wait, and none was specified. Nothing was changed.</exception>
    /// <exception cref="NewerCheckpointException">The store has a newer checkpoint of the run. Nothing was changed.</exception>
    /// <exception cref="DamagedCheckpointException">A newer checkpoint of the run is damaged or missing. Nothing was changed.</exception>
    /// <exception cref="Storage.RunLockedException">Another process owns the run.</exception>
    /// <exception cref="Storage.LeaseLostException">Another process took over the run, or the lease could not be renewed. Nothing was saved after that.</exception>
    /// <exception cref="CheckpointFailedException">The run was suspended because a checkpoint could not be saved.</exception>
    /// <exception cref="ObserverException">The run has ended, and observers of its store threw while it ran.</exception>
    public RunState Resume(JsonValue? resumeData = null, CancellationToken cancellation = default)
    {
        ResumePlan? plan = null;
        return Work(
            lease =>
            {
                var hasMessages = lease is not null && lease.LastMessage > lease.HandledMessage && _options.Checkpoints!.ReadInbox(lease).Count > 0;
                plan = PlanResume(resumeData is not null, hasMessages);
                return plan is not null;
            },
            context => Resumption.Begin(context, plan!.Recovered, plan.Answered, resumeData),
            cancellation);
    }

    /// <summary>Throws the exception with which <see cref="Start"/> would reject the run. Changes nothing.</summary>
    public void CheckStart()
    {
        RequireFree();
        StartCheck.Require(_definition, _store, _options);
    }

    /// <summary>
    /// Throws the exception with which <see cref="Resume"/> would reject the run. Changes nothing. Messages in the run's inbox
    /// are not read, because only the owner of the run can read them.
    /// </summary>
    /// <param name="resumeData">The answer for the step that waits.</param>
    public void CheckResume(JsonValue? resumeData = null)
    {
        RequireFree();
        PlanResume(resumeData is not null, hasMessages: false);
    }

    private void RequireFree()
    {
        if (_store.IsAtWork) throw InvalidRunStateException.AlreadyRunning(_store.State.RunId);
        if (_options.Checkpoints is { } checkpoints) Storage.RunLockedException.ThrowIfOwned(checkpoints, _store.State.RunId);
        RequireKnown(_options.SkipSteps);
    }

    /// <summary>Returns the plan of a resume, or <see langword="null"/> if there is nothing to do.</summary>
    private ResumePlan? PlanResume(bool hasData, bool hasMessages)
    {
        var newest = ResumeCheck.Require(_definition, _store, _options);
        var state = _store.State;
        if (_options.LeaveWaiting && !hasMessages && WaitingSteps.Of(state).Count > 0 && !PendingWork.Exists(_definition.Plan, state)) return null;
        var answered = WaitingSteps.Choose(_definition.Plan, state, _options, hasData, hasMessages);
        var lost = ResumeCheck.LostAttempts(_store, _options, newest);
        RunState Recovered(RunState current) => Recovery.Merge(_definition, lost, current);
        ResumeCheck.RequireRunAgain(_definition, _store, Recovered(state), _options);
        return new ResumePlan(Recovered, answered);
    }

    private RunState Work(Func<Storage.RunLease?, bool> check, Action<RunContext> begin, CancellationToken cancellation)
    {
        using var work = _options.Work ?? _store.TryBeginWork()
            ?? throw InvalidRunStateException.AlreadyRunning(_store.State.RunId);
        // A run that was stopped before it began is still acquired, and suspended.
        using var lease = _options.Checkpoints?.Acquire(_store.State.RunId, _options.Lease, cancellation.IsCancellationRequested ? CancellationToken.None : cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, work.Stopping, lease?.Lost ?? CancellationToken.None);
        RequireKnown(_options.SkipSteps);
        if (!check(lease)) return _store.State;
        var context = new RunContext(_definition, _store, _options, lease, work, stop.Token);
        begin(context);
        context.Commit();
        var end = new NodeRunner(context).RunAll(_definition.Plan.Nodes, _store.State.InputJson, _host);
        if (end.IsCompleted && context.Failure is not null) end = NodeOutcome.Stopped;
        if (end.Failure is { } failed) _options.StepFailed?.Invoke(failed);
        RunCompletion.Record(context, end);
        context.Commit();
        if (context.Failure is { } failure) throw failure;
        context.ThrowKeptFailures();
        return _store.State;
    }

    private void RequireKnown(IReadOnlySet<string>? skipped)
    {
        if (skipped is null) return;
        foreach (var id in skipped)
            if (_definition.Plan.Find(id) is null) throw new InvalidRunOptionException($"The workflow has no step '{id}' to skip.");
    }
}
