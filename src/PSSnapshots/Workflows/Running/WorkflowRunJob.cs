using System.Management.Automation;
using System.Reflection;

namespace PSSnapshots.Workflows;

/// <summary>
/// A job that runs a workflow. The job has the streams of the steps, and emits the run when it has ended or is
/// suspended. Stop-Job interrupts running steps. The job of a suspended run is in state Suspended, and its state
/// changes with the run when the run is resumed.
/// </summary>
public sealed class WorkflowRunJob : Job
{
    // Only Job2 allows a derived class to set the reason, but Receive-Job -AutoRemoveJob cannot remove a Job2
    // without a source adapter.
    private static readonly MethodInfo? SetStateWithReason =
        typeof(Job).GetMethod(nameof(SetJobState), BindingFlags.Instance | BindingFlags.NonPublic, [typeof(JobState), typeof(Exception)]);

    private volatile RunExecution _execution;
    private RunScope _scope;
    private RunWork _work;
    private readonly ManualResetEventSlim _ended = new();
    private readonly object _gate = new();
    private volatile bool _isStopped;
    private IDisposable? _subscription;

    /// <param name="command">The command that the job represents.</param>
    /// <param name="execution">The execution of the run.</param>
    /// <param name="scope">The state that the hosts share, with the caller's session state. The job disposes of it.</param>
    /// <param name="work">The claim on the run. The job disposes of it.</param>
    internal WorkflowRunJob(string command, RunExecution execution, RunScope scope, RunWork work)
        : base(command, VisibleText.Of(execution.Run.RunId))
    {
        PSJobTypeName = nameof(WorkflowRunJob);
        _execution = WithWarnings(execution);
        _scope = scope;
        _work = work;
    }

    /// <summary>Gets the run.</summary>
    public WorkflowRun Run => _execution.Run;

    /// <inheritdoc/>
    public override bool HasMoreData =>
        Output.Count + Error.Count + Warning.Count + Verbose.Count + Debug.Count + Information.Count + Progress.Count > 0;

    /// <inheritdoc/>
    public override string Location => Environment.MachineName;

    /// <inheritdoc/>
    public override string StatusMessage => Run.Status.ToString();

    /// <summary>Starts the run on a thread.</summary>
    internal void Begin()
    {
        SetJobState(JobState.Running);
        new Thread(Work) { IsBackground = true, Name = $"Workflow run {Run.RunId}" }.Start();
    }

    /// <inheritdoc/>
    public override void StopJob()
    {
        if (IsFinished) return;
        if (JobStateInfo.State == JobState.Suspended)
        {
            Unfollow();
            SetJobState(JobState.Stopped);
            return;
        }
        _isStopped = true;
        lock (_gate) _work.TryStop();
        _ended.Wait();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (!_ended.IsSet && JobStateInfo.State == JobState.Running) StopJob();
            Unfollow();
        }
        base.Dispose(disposing);
    }

    private void Work()
    {
        var state = JobState.Completed;
        Exception? reason = null;
        try
        {
            if (!TryExecute())
            {
                state = JobState.Stopped;
                return;
            }
            if (Run.Status == RunStatus.Failed)
            {
                reason = RunFailure.OfRun(Run).Exception;
                state = JobState.Failed;
            }
            else if (Run.Status == RunStatus.Suspended)
            {
                state = _isStopped ? JobState.Stopped : JobState.Suspended;
            }
            Output.Add(PSObject.AsPSObject(Run));
        }
        catch (Exception failure)
        {
            // Receive-Job reports the reason as an error, so the error stream must not contain it too.
            reason = failure;
            state = JobState.Failed;
        }
        finally
        {
            _work.Dispose();
            _scope.Dispose();
            // The state is set before the signal, because waiting threads read it next.
            End(state, reason);
            if (state == JobState.Suspended) Follow();
            _ended.Set();
        }
    }

    /// <summary>Runs the workflow, and runs it again if another process changed the run in the meantime.</summary>
    /// <returns><see langword="false"/> if the job was stopped.</returns>
    private bool TryExecute()
    {
        while (true)
        {
            try
            {
                using var host = new RunspaceStepHost(_scope, Take);
                _execution.Work(host, _work.Stopping);
                return true;
            }
            catch (Exception failure) when (_execution.Continuation?.IsSuperseded(failure) == true)
            {
                if (!TryContinue(_execution.Continuation)) return false;
            }
        }
    }

    /// <summary>Continues with the current state of the run in the store.</summary>
    private bool TryContinue(RunContinuation continuation)
    {
        // A reported error ends the job.
        if (continuation.Decide(text => Take(new WarningRecord(text)), problem => throw problem.Exception) is not { } next) return false;
        lock (_gate)
        {
            if (_work.Stopping.IsCancellationRequested) return false;
            // The runner released the claim when it failed.
            var work = next.Run.Store.TryBeginWork() ?? throw InvalidRunStateException.AlreadyRunning(next.Run.RunId);
            _work = work;
            _scope = _scope.For(next.Run, () => work.TryStop());
            _execution = WithWarnings(next with { Options = next.Options with { Work = work } });
        }
        return true;
    }

    private RunExecution WithWarnings(RunExecution execution) => execution.Options.CheckpointFailed is null
        ? execution
        : execution with { Options = execution.Options with { CheckpointFailed = lost => Take(new WarningRecord(lost.Message)) } };

    private void End(JobState state, Exception? reason)
    {
        if (reason is null || SetStateWithReason is null) SetJobState(state);
        else SetStateWithReason.Invoke(this, [state, reason]);
    }

    private bool IsFinished => JobStateInfo.State is JobState.Completed or JobState.Failed or JobState.Stopped;

    /// <summary>Subscribes to the suspended run, which can be resumed elsewhere in this process.</summary>
    private void Follow()
    {
        lock (_gate) _subscription = Run.Store.Subscribe((before, after) => FollowTo(before.Status, after.Status));
    }

    private void Unfollow()
    {
        IDisposable? ended;
        lock (_gate) (ended, _subscription) = (_subscription, null);
        ended?.Dispose();
    }

    private void FollowTo(RunStatus before, RunStatus after)
    {
        if (before == after || IsFinished) return;
        switch (after)
        {
            case RunStatus.Completed:
                Unfollow();
                if (Output.Count == 0) Output.Add(PSObject.AsPSObject(Run));
                End(JobState.Completed, null);
                break;
            case RunStatus.Failed:
                Unfollow();
                End(JobState.Failed, RunFailure.OfRun(Run).Exception);
                break;
            case RunStatus.Suspended:
                SetJobState(JobState.Suspended);
                break;
            case RunStatus.Running or RunStatus.Resumed:
                SetJobState(JobState.Running);
                break;
        }
    }

    private void Take(object record)
    {
        switch (record)
        {
            case ErrorRecord error:
                Error.Add(error);
                break;
            case WarningRecord warning:
                Warning.Add(warning);
                break;
            case VerboseRecord verbose:
                Verbose.Add(verbose);
                break;
            case DebugRecord debug:
                Debug.Add(debug);
                break;
            case InformationRecord information:
                Information.Add(information);
                break;
            case ProgressRecord progress:
                Progress.Add(progress);
                break;
        }
    }
}
