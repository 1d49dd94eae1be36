using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>
/// Within a step: ends the step's code and suspends it, until Resume-WorkflowRun brings what it waits for. With a run:
/// asks the run, which is at work in a job or in another runspace, to suspend itself at the next border of a step.
/// </summary>
[Cmdlet(VerbsLifecycle.Suspend, "WorkflowRun", SupportsShouldProcess = true, DefaultParameterSetName = StepSet)]
[OutputType(typeof(void))]
public sealed class SuspendWorkflowRunCommand : SnapshotCommand
{
    private const string StepSet = "Step";
    private const string RunSet = "Run";

    /// <summary>What the step says to whom will resume it: a hashtable or an object.</summary>
    [Parameter(ParameterSetName = StepSet)]
    public object? Payload { get; set; }

    /// <summary>The run that is to be suspended.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = RunSet)]
    [LiveRun]
    public WorkflowRun Run { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == RunSet) StopRun();
        else SuspendStep();
    }

    private void StopRun()
    {
        if (!ShouldProcess(Run.RunId, "Suspend at the next border of a step")) return;
        if (!Run.Store.TryStopWork()) WriteFailure(nameof(Messages.RunNotActive), ErrorCategory.InvalidOperation, Run, Run.RunId);
    }

    private void SuspendStep()
    {
        if (StepFrame.Current is not { } frame)
        {
            Refuse(nameof(Messages.NotInStep), ErrorCategory.InvalidOperation);
            return;
        }
        if (!ShouldProcess(frame.StepId, "Suspend the step")) return;
        JsonValue? payload;
        try
        {
            payload = Payload is null ? null : ObjectWalker.ToValue(Payload, $"/stepResults/{frame.StepId}/suspendPayload");
        }
        catch (UnsupportedValueException failure)
        {
            ThrowTerminatingError(new ErrorRecord(failure, nameof(Messages.UnsupportedValue), ErrorCategory.InvalidType, Payload));
            throw;
        }
        if (payload is { Kind: not JsonKind.Object }) Refuse(nameof(Messages.PayloadNotObject), ErrorCategory.InvalidType);
        frame.Suspend(payload);
        // Passes every catch of the step's code; its finally blocks run.
        throw new TerminateException();
    }

    private void Refuse(string id, ErrorCategory category) =>
        ThrowTerminatingError(new ErrorRecord(new InvalidOperationException(MessageText.Of(id)), id, category, Payload));
}
