namespace PSSnapshots.Workflows;

/// <summary>What is to be done with a run: to start or to resume it, and how.</summary>
/// <param name="Run">The run.</param>
/// <param name="Definition">What it does.</param>
/// <param name="Options">How it is run.</param>
internal sealed record RunExecution(WorkflowRun Run, WorkflowDefinition Definition, RunnerOptions Options)
{
    /// <summary>Whether the run has begun before.</summary>
    public bool IsResume { get; init; }

    /// <summary>Whether the run has completed, so that there is nothing to do.</summary>
    public bool IsDone { get; init; }

    /// <summary>Decides again if another process changed the run meanwhile; <see langword="null"/> if that is an error.</summary>
    public RunContinuation? Continuation { get; init; }

    /// <summary>What the steps that wait get.</summary>
    public JsonValue? ResumeData { get; init; }

    /// <summary>Throws what would keep the run from being run, and changes nothing.</summary>
    public void Check(IStepHost host)
    {
        var runner = new WorkflowRunner(Definition, Run.Store, host, Options);
        if (IsResume) runner.CheckResume(ResumeData);
        else runner.CheckStart();
    }

    /// <summary>Runs the workflow until it has ended, waits or is stopped.</summary>
    /// <returns>The state that it came to.</returns>
    public RunState Work(IStepHost host, CancellationToken cancellation)
    {
        if (IsDone) return Run.Store.State;
        var runner = new WorkflowRunner(Definition, Run.Store, host, Options);
        return IsResume ? runner.Resume(ResumeData, cancellation) : runner.Start(cancellation);
    }
}
