using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>
/// Within a step: ends the step's code and suspends it, until Resume-WorkflowRun brings what it waits for. With a run:
/// asks the run, which is running in a job or in another runspace, to suspend itself when its running steps have ended.
/// </summary>
[Cmdlet(VerbsLifecycle.Suspend, "WorkflowRun", SupportsShouldProcess = true, DefaultParameterSetName = StepSet)]
[OutputType(typeof(void))]
public sealed class SuspendWorkflowRunCommand : SnapshotCommand
{
    private const string StepSet = "Step";
    private const string RunSet = "Run";

    /// <summary>What the step says to whom will resume it.</summary>
    [Parameter(ParameterSetName = StepSet)]
    public object? Payload { get; set; }

    /// <summary>The run that is to be suspended.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = RunSet)]
    [RunArgument]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>Cuts running steps off instead of letting them end.</summary>
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
        // Passes every catch of the step's code; its finally blocks run.
        throw new TerminateException();
    }
}
