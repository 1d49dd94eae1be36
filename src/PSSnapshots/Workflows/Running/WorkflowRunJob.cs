using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>
/// A run that is at work beside its caller. Its steps' streams are the job's, and so is the run, when it has ended or
/// waits. Stop-Job suspends the run at the next border of a step.
/// </summary>
public sealed class WorkflowRunJob : Job
{
    private readonly RunExecution _execution;
    private readonly RunScope _scope;
    private readonly RunWork _work;
    private readonly ManualResetEventSlim _ended = new();

    /// <param name="command">The command that the job stands for.</param>
    /// <param name="execution">What is to be done.</param>
    /// <param name="scope">What the run's hosts share, with the caller's image; the job's from here on.</param>
    /// <param name="work">The claim on the run; the job's from here on.</param>
    internal WorkflowRunJob(string command, RunExecution execution, RunScope scope, RunWork work)
        : base(command, execution.Run.RunId)
    {
        PSJobTypeName = nameof(WorkflowRunJob);
        var options = execution.Options;
        if (options.CheckpointFailed is not null) options = options with { CheckpointFailed = lost => Take(new WarningRecord(lost.Message)) };
        _execution = execution with { Options = options };
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
        if (JobStateInfo.State is JobState.Completed or JobState.Failed or JobState.Stopped) return;
        _work.TryStop();
        _ended.Wait();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended.IsSet && JobStateInfo.State == JobState.Running) StopJob();
        base.Dispose(disposing);
    }

    private void Work()
    {
        var state = JobState.Completed;
        try
        {
            using var host = new RunspaceStepHost(_scope, Take);
            _execution.Work(host, _work.Stopping);
            if (Run.Status == RunStatus.Failed)
            {
                Take(RunFailure.OfRun(Run));
                state = JobState.Failed;
            }
            else if (_work.Stopping.IsCancellationRequested)
            {
                state = JobState.Stopped;
            }
            Output.Add(PSObject.AsPSObject(Run));
        }
        catch (Exception failure)
        {
            Take(RunFailure.ToErrorRecord(failure, Run) ?? RunFailure.OfUnknown(failure, Run));
            state = JobState.Failed;
        }
        finally
        {
            _work.Dispose();
            _scope.Dispose();
            // Before the signal: who waited for the end reads the state next.
            SetJobState(state);
            _ended.Set();
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
