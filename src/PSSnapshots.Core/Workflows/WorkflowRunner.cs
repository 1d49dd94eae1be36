using PSSnapshots.Values;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Workflows;

/// <summary>
/// Runs a workflow. What becomes of each step is kept in the run's store as it happens, so that a run that was
/// suspended, stopped, killed or that failed goes on from its state: what is completed does not run again.
/// </summary>
/// <remarks>
/// A node that holds others (parallel, conditional, loop, foreach, nested workflow) has a result of its own under its
/// id, beside those of what it holds. The items of a foreach, the arm of a conditional and the number of a loop's
/// iterations are kept in it when they are settled, so that a resume settles them no other way.
/// </remarks>
/// <param name="definition">The workflow.</param>
/// <param name="store">The run.</param>
/// <param name="host">What runs the code.</param>
/// <param name="options">How to run it; by default without checkpoints.</param>
public sealed class WorkflowRunner(WorkflowDefinition definition, RunStore store, IStepHost host, RunnerOptions? options = null)
{
    private readonly WorkflowDefinition _definition = definition ?? throw new ArgumentNullException(nameof(definition));
    private readonly RunStore _store = store ?? throw new ArgumentNullException(nameof(store));
    private readonly IStepHost _host = host ?? throw new ArgumentNullException(nameof(host));
    private readonly RunnerOptions _options = options ?? new RunnerOptions();

    /// <summary>Begins a run, and runs it until it has ended, waits or is stopped.</summary>
    /// <param name="cancellation">
    /// Stops the run at once: running steps are cut off, no other begins, and the run is suspended.
    /// </param>
    /// <returns>The run's state: COMPLETED, FAILED or SUSPENDED.</returns>
    /// <exception cref="InvalidRunStateException">The run has begun already, or is running.</exception>
    /// <exception cref="RunExistsException">The store has a run with this ID. Nothing was changed.</exception>
    /// <exception cref="DamagedCheckpointException">The store has a run with this ID, whose checkpoints are damaged or missing. Nothing was changed.</exception>
    /// <exception cref="NonIdempotentStepException">The run was reset, and a step that must not run twice has begun before.</exception>
    /// <exception cref="InvalidRunOptionException"><see cref="RunnerOptions.SkipSteps"/> names what the workflow does not have.</exception>
    /// <exception cref="Storage.RunLockedException">Another process has the run.</exception>
    /// <exception cref="Storage.LeaseLostException">Another process has taken the run over, or the lease could not be renewed. Nothing more was saved.</exception>
    /// <exception cref="CheckpointFailedException">A checkpoint could not be saved, and the run is suspended because of it.</exception>
    /// <exception cref="ObserverException">The run has come to its end, and observers of its store threw on the way.</exception>
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

    /// <summary>Goes on with a run that was suspended, was stopped, failed or lost its process.</summary>
    /// <param name="resumeData">
    /// The answer for the step that waits. If several wait, <see cref="RunnerOptions.ResumeSteps"/> or
    /// <see cref="RunnerOptions.ResumeAll"/> tells which are answered. Without an answer a waiting step continues only
    /// if it is the only one and nothing else can run.
    /// </param>
    /// <param name="cancellation">Stops the run, as in <see cref="Start"/>.</param>
    /// <returns>The run's state: COMPLETED, FAILED or SUSPENDED.</returns>
    /// <exception cref="InvalidRunStateException">The run has not begun, has completed, or is at work.</exception>
    /// <exception cref="InvalidRunOptionException">An option names a step that the workflow does not have, or that does not wait.</exception>
    /// <exception cref="DefinitionChangedException">The definition is not the one that the run began with; nothing was changed.</exception>
    /// <exception cref="NonIdempotentStepException">A step that must not run twice has begun without completing; nothing was changed.</exception>
    /// <exception cref="StepsWaitingException">Several steps wait, and nothing tells which is answered; nothing was changed.</exception>
    /// <exception cref="NewerCheckpointException">The store has a newer checkpoint of the run; nothing was changed.</exception>
    /// <exception cref="DamagedCheckpointException">A newer checkpoint of the run is damaged or missing; nothing was changed.</exception>
    /// <exception cref="Storage.RunLockedException">Another process has the run.</exception>
    /// <exception cref="Storage.LeaseLostException">Another process has taken the run over, or the lease could not be renewed. Nothing more was saved.</exception>
    /// <exception cref="CheckpointFailedException">A checkpoint could not be saved, and the run is suspended because of it.</exception>
    /// <exception cref="ObserverException">The run has come to its end, and observers of its store threw on the way.</exception>
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

    /// <summary>Throws what <see cref="Start"/> would refuse the run with, and changes nothing.</summary>
    public void CheckStart()
    {
        RequireFree();
        StartCheck.Require(_definition, _store, _options);
    }

    /// <summary>
    /// Throws what <see cref="Resume"/> would refuse the run with, and changes nothing. Messages in the run's inbox are not read,
    /// since only the owner of the run can.
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

    /// <summary>Returns what a resume does, or <see langword="null"/> if it does nothing.</summary>
    private ResumePlan? PlanResume(bool hasData, bool hasMessages)
    {
        var newest = ResumeCheck.Require(_definition, _store, _options);
        var state = _store.State;
        if (_options.LeaveWaiting && !hasMessages && WaitingSteps.Of(state).Count > 0 && !OpenWork.Exists(_definition.Plan, state)) return null;
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
        // A run that was stopped before it began is acquired all the same, and suspended.
        using var lease = _options.Checkpoints?.Acquire(_store.State.RunId, _options.Lease, cancellation.IsCancellationRequested ? CancellationToken.None : cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, work.Stopping, lease?.Lost ?? CancellationToken.None);
        RequireKnown(_options.SkipSteps);
        if (!check(lease)) return _store.State;
        var context = new RunContext(_definition, _store, _options, lease, work, stop.Token);
        begin(context);
        context.Commit();
        var end = new NodeRunner(context).RunAll(_definition.Plan.Nodes, _store.State.InputJson, _host);
        if (end.IsCompleted && context.Failure is not null) end = NodeEnd.Stopped;
        if (end.Failure is { } failed) _options.StepFailed?.Invoke(failed);
        RunEnding.Keep(context, end);
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
