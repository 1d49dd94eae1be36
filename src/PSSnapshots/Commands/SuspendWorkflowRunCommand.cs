using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>
/// Suspends a step or a run. Within a step, ends the step's code and suspends the step until Resume-WorkflowRun
/// answers it. With a run that is running in a job or another runspace, suspends the run when its current steps
/// have finished.
/// </summary>
[Cmdlet(VerbsLifecycle.Suspend, "WorkflowRun", SupportsShouldProcess = true, DefaultParameterSetName = StepSet)]
[OutputType(typeof(void))]
public sealed class SuspendWorkflowRunCommand : SnapshotCommand
{
    private const string StepSet = "Step";
    private const string RunSet = "Run";

    /// <summary>Gets or sets the payload for whoever resumes the step.</summary>
    [Parameter(ParameterSetName = StepSet)]
    public object? Payload { get; set; }

    /// <summary>Gets or sets the run to suspend.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = RunSet)]
    [RunArgument]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>Gets or sets whether running steps are interrupted.</summary>
    [Parameter(ParameterSetName = RunSet)]
    public SwitchParameter Now { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == RunSet) StopRun();
        else SuspendStep();
    }

    private void StopRun()
    {
        if (IsWhatIf && !Run.Store.IsAtWork)
        {
            ReportNotActive();
            return;
        }
        if (!ShouldProcess(Run.RunId, Now ? "Suspend at once" : "Suspend after the running steps")) return;
        if (!(Now ? Run.Store.TryStopWork() : Run.Store.TrySuspendWork())) ReportNotActive();
    }

    private void ReportNotActive() => Report(nameof(Messages.RunNotActive), Run, Run.RunId);

    private void SuspendStep()
    {
        if (StepFrame.Current is not { } frame)
        {
            Refuse(nameof(Messages.NotInStep), Payload);
            return;
        }
        JsonValue? payload;
        try
        {
            payload = Payload is null ? null : ObjectSerializer.ToValue(Payload, $"/stepResults/{frame.StepId}/suspendPayload");
        }
        catch (UnsupportedValueException failure)
        {
            Refuse(failure, Payload);
            throw;
        }
        if (!ShouldProcess(frame.StepId, "Suspend the step")) return;
        frame.Suspend(payload);
        // This exception bypasses every catch block of the step's code. Its finally blocks run.
        throw new TerminateException();
    }
}
