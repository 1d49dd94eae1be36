namespace PSSnapshots.Workflows;

/// <summary>A run to start or resume, and the options for it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Definition">The definition of the workflow.</param>
/// <param name="Options">The runner options.</param>
internal sealed record RunExecution(WorkflowRun Run, WorkflowDefinition Definition, RunnerOptions Options)
{
    /// <summary>Gets whether the run has started before.</summary>
    public bool IsResume { get; init; }

    /// <summary>Gets whether the run has completed, so that nothing remains to run.</summary>
    public bool IsDone { get; init; }

    /// <summary>
    /// Gets the continuation that decides again if another process changed the run, or <see langword="null"/> if
    /// such a change is an error.
    /// </summary>
    public RunContinuation? Continuation { get; init; }

    /// <summary>Gets the resume data for the waiting steps.</summary>
    public JsonValue? ResumeData { get; init; }

    /// <summary>Throws the exception that would prevent the run from running, without changing anything.</summary>
    public void Check(IStepHost host)
    {
        var runner = new WorkflowRunner(Definition, Run.Store, host, Options);
        if (IsResume) runner.CheckResume(ResumeData);
        else runner.CheckStart();
    }

    /// <summary>Runs the workflow until it has ended, is suspended, or is stopped.</summary>
    /// <returns>The resulting state.</returns>
    public RunState Work(IStepHost host, CancellationToken cancellation)
    {
        if (IsDone) return Run.Store.State;
        var runner = new WorkflowRunner(Definition, Run.Store, host, Options);
        return IsResume ? runner.Resume(ResumeData, cancellation) : runner.Start(cancellation);
    }
}
