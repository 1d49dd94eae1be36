using System.Collections.Concurrent;
using System.Management.Automation;
using PSSnapshots.Storage;
using PSSnapshots.Stores;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>A cmdlet that has a run at work: in the caller's runspace, or as a job.</summary>
public abstract class RunningCommand : SnapshotCommand
{
    private readonly ConcurrentQueue<CheckpointFailedException> _lost = new();
    private RunWork? _work;

    /// <summary>Keeps the run after each step: a folder's path, or a store.</summary>
    [Parameter]
    [ValidateNotNull]
    public virtual object? Checkpoint { get; set; }

    /// <summary>What to do when a checkpoint could not be saved: Stop suspends the run, Continue goes on with a warning.</summary>
    [Parameter]
    public CheckpointFailureAction OnCheckpointFailure { get; set; } = CheckpointFailureAction.Stop;

    /// <summary>Runs the workflow beside the caller, and emits a job.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <inheritdoc/>
    protected override void StopProcessing() => Volatile.Read(ref _work)?.TryStop();

    /// <summary>What is to be done with a run; its checkpoints go where they went before, unless the cmdlet says where.</summary>
    private protected RunExecution Plan(WorkflowRun run, WorkflowDefinition definition)
    {
        if (Checkpoint is not null) run.Checkpoints = StoreArgument.Resolve(this, Checkpoint);
        return new RunExecution(run, definition, Options(run.Checkpoints));
    }

    private RunnerOptions Options(ISnapshotStore? checkpoints) => new()
    {
        Checkpoints = checkpoints,
        OnCheckpointFailure = OnCheckpointFailure,
        CheckpointFailed = OnCheckpointFailure == CheckpointFailureAction.Continue ? _lost.Enqueue : null,
    };

    /// <summary>Has a run at work until it has ended, waits or is stopped, and emits it; or its job.</summary>
    private protected void Execute(RunExecution execution)
    {
        var run = execution.Run;
        if (run.Store.TryBeginWork() is not { } work)
        {
            Report(InvalidRunStateException.AlreadyRunning(run.RunId), run);
            return;
        }
        run.Definition = execution.Definition;
        execution = execution with { Options = execution.Options with { Work = work } };
        var scope = new RunScope(run, this, () => work.TryStop());
        if (AsJob)
        {
            scope.Runspaces.Learn(this);
            var job = new WorkflowRunJob(MyInvocation.Line.Trim(), execution, scope, work);
            JobRepository.Add(job);
            job.Begin();
            WriteObject(job);
            return;
        }
        try
        {
            using (work)
            using (scope)
            {
                Volatile.Write(ref _work, work);
                if (Stopping) work.TryStop();
                Work(execution, scope, work.Stopping);
            }
        }
        finally
        {
            Volatile.Write(ref _work, null);
        }
    }

    private void Work(RunExecution execution, RunScope scope, CancellationToken cancellation)
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
        if (Stopping) return;
        foreach (var lost in _lost.Select(lost => lost.Message).Distinct()) WriteWarning(lost);
        _lost.Clear();
        if (failure is not null)
        {
            if (RunFailure.ToErrorRecord(failure, execution.Run) is not { } record)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
                return;
            }
            WriteError(record);
            // What could not be saved is still in memory, and can go on there.
            if (failure is not (CheckpointFailedException or LeaseLostException or ObserverException)) return;
        }
        if (execution.Run.Status == RunStatus.Failed) WriteError(RunFailure.OfRun(execution.Run));
        WriteObject(execution.Run);
    }
}
