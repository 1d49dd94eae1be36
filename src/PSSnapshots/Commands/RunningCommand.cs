using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Host;
using PSSnapshots.Session;
using PSSnapshots.Storage;
using PSSnapshots.Stores;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Base class of the cmdlets that run a workflow in the caller's runspace or as a job.</summary>
public abstract class RunningCommand : SnapshotCommand
{
    private readonly ConcurrentQueue<CheckpointFailedException> _lost = new();
    private RunWork? _work;
    private WorkflowRun? _running;

    /// <summary>Gets or sets the store for a checkpoint after each step: a folder path or a store object.</summary>
    [Parameter]
    [Alias("Checkpoint")]
    [ValidateNotNull]
    public virtual object? Store { get; set; }

    /// <summary>
    /// Gets or sets the action if a checkpoint cannot be saved: Stop suspends the run, and Continue continues it
    /// with a warning.
    /// </summary>
    [Parameter]
    public CheckpointFailureAction OnCheckpointFailure { get; set; } = CheckpointFailureAction.Stop;

    /// <summary>Gets or sets the maximum number of consecutive recoveries of a step without -Attempts after its process died.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxRecovery { get; set; } = 5;

    /// <summary>Gets or sets whether the workflow runs as a job.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        if (Volatile.Read(ref _work) is not { } work || !work.TryStop() || Volatile.Read(ref _running) is not { } run) return;
        SnapshotSession.RememberInterrupted(run);
        var advice = ResumeAdvice.Of(run);
        try
        {
            if (HasUser && Host.UI is { } shown) shown.WriteLine(advice);
        }
        catch (Exception nobody) when (IsOfHostWithoutUser(nobody))
        {
            // The host cannot show anything.
        }
    }

    /// <summary>
    /// Returns whether the host can be interactive. The host of a background job or a remote session forwards its
    /// output and would wait for an answer forever.
    /// </summary>
    private protected bool HasUser => Host is { Name: not "ServerRemoteHost" };

    /// <summary>Returns whether the exception means that the host cannot show or prompt.</summary>
    private protected static bool IsOfHostWithoutUser(Exception failure) => failure is HostException or NotImplementedException or NotSupportedException;

    /// <summary>Creates the execution of a run. Checkpoints go to the same store as before, unless the cmdlet specifies another.</summary>
    private protected RunExecution Plan(WorkflowRun run, WorkflowDefinition definition) =>
        new(run, definition, Options(run, StoreOf(run)));

    /// <summary>Returns the store for checkpoints: the one that the cmdlet specifies, otherwise that of the run.</summary>
    private protected ISnapshotStore? StoreOf(WorkflowRun run) => Store is null ? run.Checkpoints : StoreArgument.Resolve(this, Store);

    /// <summary>With -WhatIf, reports the error that would prevent the run from running.</summary>
    /// <returns><see langword="true"/> if there is no such error, or -WhatIf is not in effect.</returns>
    private protected bool WouldRun(RunExecution execution)
    {
        if (!IsWhatIf) return true;
        try
        {
            using var scope = new RunScope(execution.Run, this, () => { });
            execution.Check(new PipelineStepHost(this, scope));
            return true;
        }
        catch (Exception failure) when (RunFailure.ToErrorRecord(failure, execution.Run) is { } record)
        {
            WriteError(record);
            return false;
        }
    }

    private RunnerOptions Options(WorkflowRun run, ISnapshotStore? checkpoints) => new()
    {
        Checkpoints = checkpoints,
        DefinitionSource = run.DefinitionSource,
        OnCheckpointFailure = OnCheckpointFailure,
        MaxRecovery = MaxRecovery,
        StepFailed = failure => run.Failure = failure,
        CheckpointFailed = OnCheckpointFailure == CheckpointFailureAction.Continue ? _lost.Enqueue : null,
    };

    /// <summary>Runs a workflow until it ends, is suspended, or is stopped, and returns the run, or its job.</summary>
    /// <param name="execution">The execution of the run.</param>
    /// <returns><see langword="false"/> if another process changed the run, so that the caller must decide again.</returns>
    private protected bool Execute(RunExecution execution)
    {
        var run = execution.Run;
        if (!CanRunScripts(run)) return true;
        if (run.Store.TryBeginWork() is not { } work)
        {
            Report(InvalidRunStateException.AlreadyRunning(run.RunId), run);
            return true;
        }
        run.Definition = execution.Definition;
        run.Checkpoints = execution.Options.Checkpoints;
        run.Failure = null;
        SnapshotSession.ForgetInterrupted(run.RunId);
        execution = execution with { Options = execution.Options with { Work = work } };
        var scope = new RunScope(run, this, () => work.TryStop());
        if (AsJob)
        {
            scope.Runspaces.Learn(this);
            var job = new WorkflowRunJob(MyInvocation.Line.Trim(), execution, scope, work);
            JobRepository.Add(job);
            job.Begin();
            WriteObject(job);
            return true;
        }
        try
        {
            using (work)
            using (scope)
            {
                Volatile.Write(ref _running, run);
                Volatile.Write(ref _work, work);
                if (Stopping) work.TryStop();
                return Work(execution, scope, work.Stopping);
            }
        }
        finally
        {
            Volatile.Write(ref _work, null);
        }
    }

    private bool Work(RunExecution execution, RunScope scope, CancellationToken cancellation)
    {
        Exception? failure = null;
        PipelineStepHost.Within(() =>
        {
            try
            {
                execution.Work(new PipelineStepHost(this, scope), cancellation);
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }
        });
        if (Stopping) return true;
        foreach (var lost in _lost.Select(lost => lost.Message).Distinct()) WriteWarning(lost);
        _lost.Clear();
        if (failure is not null)
        {
            if (execution.Continuation?.IsSuperseded(failure) == true) return false;
            if (RunFailure.ToErrorRecord(failure, execution.Run) is not { } record)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
                return true;
            }
            WriteError(record);
            // A run that could not be saved is still in memory, and can continue.
            if (failure is not (CheckpointFailedException or LeaseLostException or ObserverException)) return true;
        }
        if (execution.Run.Status == RunStatus.Failed) WriteError(RunFailure.OfRun(execution.Run));
        WriteObject(execution.Run);
        return true;
    }
}
