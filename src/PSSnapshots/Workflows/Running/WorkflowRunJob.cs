using System.Management.Automation;
using System.Reflection;

namespace PSSnapshots.Workflows;

/// <summary>
/// A run that runs beside its caller. Its steps' streams are the job's, and so is the run, when it has ended or is
/// suspended. Stop-Job cuts running steps off. The job of a suspended run is suspended, and follows the run when that is
/// resumed.
/// </summary>
public sealed class WorkflowRunJob : Job
{
    // Only Job2 lets a class set the reason, but Receive-Job -AutoRemoveJob cannot remove a Job2 that has no source adapter.
    private static readonly MethodInfo? SetStateWithReason =
        typeof(Job).GetMethod(nameof(SetJobState), BindingFlags.Instance | BindingFlags.NonPublic, [typeof(JobState), typeof(Exception)]);

    private volatile RunExecution _execution;
    private RunScope _scope;
    private RunWork _work;
    private readonly ManualResetEventSlim _ended = new();
    private readonly object _gate = new();
    private volatile bool _isStopped;
    private IDisposable? _subscription;

    /// <param name="command">The command that the job stands for.</param>
    /// <param name="execution">What is to be done.</param>
    /// <param name="scope">What the run's hosts share, with the caller's image; the job's from here on.</param>
    /// <param name="work">The claim on the run; the job's from here on.</param>
    internal WorkflowRunJob(string command, RunExecution execution, RunScope scope, RunWork work)
        : base(command, VisibleText.Of(execution.Run.RunId))
    {
        PSJobTypeName = nameof(WorkflowRunJob);
        _execution = WithWarnings(execution);
        _scope = scope;
        _work = work;
    }

    /// <summary>The run.</summary>
    public WorkflowRun Run => _execution.Run;

    /// <inheritdoc/>
    public override bool HasMoreData =>
        Output.Count + Error.Count + Warning.Count + Verbose.Count + Debug.Count + Information.Count + Progress.Count > 0;

    /// <inheritdoc/>
    public override string Location => Environment.MachineName;

    /// <inheritdoc/>
    public override string StatusMessage => Run.Status.ToString();

    /// <summary>Sets the run to work.</summary>
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
            // Receive-Job reports the reason as an error: one in the stream would be a second one.
            reason = failure;
            state = JobState.Failed;
        }
        finally
        {
            _work.Dispose();
            _scope.Dispose();
            // Before the signal: who waited for the end reads the state next.
            End(state, reason);
            if (state == JobState.Suspended) Follow();
            _ended.Set();
        }
    }

    /// <summary>Runs the workflow; again if another process changed the run meanwhile.</summary>
    /// <returns>False if the job was stopped before that.</returns>
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

    /// <summary>Continues with what the store has of the run now.</summary>
    private bool TryContinue(RunContinuation continuation)
    {
        // What is reported ends the job.
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

    /// <summary>Follows the suspended run, which somebody else in this process may resume.</summary>
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
