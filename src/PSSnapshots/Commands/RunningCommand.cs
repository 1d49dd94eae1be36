using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Host;
using PSSnapshots.Session;
using PSSnapshots.Storage;
using PSSnapshots.Stores;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>A cmdlet that has a run at work: in the caller's runspace, or as a job.</summary>
public abstract class RunningCommand : SnapshotCommand
{
    private readonly ConcurrentQueue<CheckpointFailedException> _lost = new();
    private RunWork? _work;
    private WorkflowRun? _running;

    /// <summary>Keeps the run after each step: a folder's path, or a store.</summary>
    [Parameter]
    [Alias("Checkpoint")]
    [ValidateNotNull]
    public virtual object? Store { get; set; }

    /// <summary>What to do when a checkpoint could not be saved: Stop suspends the run, Continue goes on with a warning.</summary>
    [Parameter]
    public CheckpointFailureAction OnCheckpointFailure { get; set; } = CheckpointFailureAction.Stop;

    /// <summary>How many times in a row a step without attempts of its own is run again after its process died.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxRecovery { get; set; } = 5;

    /// <summary>Runs the workflow beside the caller, and emits a job.</summary>
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
            // A host that shows nothing.
        }
    }

    /// <summary>Whether somebody may sit at the host. That of a background job or a remote session passes on what it shows, and waits for an answer without end.</summary>
    private protected bool HasUser => Host is { Name: not "ServerRemoteHost" };

    /// <summary>Returns whether a host throws an exception because it cannot show or ask anything.</summary>
    private protected static bool IsOfHostWithoutUser(Exception failure) => failure is HostException or NotImplementedException or NotSupportedException;

    /// <summary>What is to be done with a run; its checkpoints go where they went before, unless the cmdlet says where.</summary>
    private protected RunExecution Plan(WorkflowRun run, WorkflowDefinition definition) =>
        new(run, definition, Options(run, StoreOf(run)));

    /// <summary>The store of the run's checkpoints: the one that the cmdlet names, otherwise the one that it has.</summary>
    private protected ISnapshotStore? StoreOf(WorkflowRun run) => Store is null ? run.Checkpoints : StoreArgument.Resolve(this, Store);

    /// <summary>Reports, with -WhatIf, what would keep the run from being run.</summary>
    /// <returns>Whether nothing would, or it is not asked for.</returns>
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

    /// <summary>Has a run at work until it has ended, waits or is stopped, and emits it; or its job.</summary>
    /// <param name="execution">What is to be done.</param>
    /// <returns>False if another process changed the run meanwhile, so that the caller decides again.</returns>
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
            // What could not be saved is still in memory, and can go on there.
            if (failure is not (CheckpointFailedException or LeaseLostException or ObserverException)) return true;
        }
        if (execution.Run.Status == RunStatus.Failed) WriteError(RunFailure.OfRun(execution.Run));
        WriteObject(execution.Run);
        return true;
    }
}
