using System.Management.Automation;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>The error records of what keeps a run from being run, and of a run that failed.</summary>
internal static class RunFailure
{
    /// <summary>The error of what the runner threw; nothing where it is none that the runner is known to throw.</summary>
    public static ErrorRecord? ToErrorRecord(Exception failure, object run)
    {
        (string Id, ErrorCategory Category)? known = failure switch
        {
            LeaseLostException => (nameof(Messages.LeaseLost), ErrorCategory.OperationStopped),
            StoreBusyException => (nameof(Messages.StoreBusy), ErrorCategory.ResourceBusy),
            DamagedCheckpointException => (nameof(Messages.CheckpointDamaged), ErrorCategory.InvalidData),
            CheckpointFailedException { InnerException: LeaseLostException } => (nameof(Messages.LeaseLost), ErrorCategory.OperationStopped),
            CheckpointFailedException { InnerException: StoreBusyException } => (nameof(Messages.StoreBusy), ErrorCategory.ResourceBusy),
            RunExistsException => (nameof(Messages.RunExists), ErrorCategory.ResourceExists),
            StepsWaitingException => (nameof(Messages.StepsWaiting), ErrorCategory.InvalidArgument),
            RunLockedException => (nameof(Messages.RunLocked), ErrorCategory.ResourceBusy),
            DefinitionChangedException => (nameof(Messages.DefinitionChanged), ErrorCategory.InvalidOperation),
            NonIdempotentStepException => (nameof(Messages.NonIdempotentStep), ErrorCategory.InvalidOperation),
            NewerCheckpointException => (nameof(Messages.NewerCheckpoint), ErrorCategory.InvalidOperation),
            CheckpointFailedException => (nameof(Messages.CheckpointFailed), ErrorCategory.WriteError),
            SnapshotStoreException => (nameof(Messages.StoreReadFailed), ErrorCategory.ReadError),
            ObserverException => (nameof(Messages.ObserverFailed), ErrorCategory.NotSpecified),
            ArgumentException => (nameof(Messages.InvalidRunOption), ErrorCategory.InvalidArgument),
            InvalidOperationException => (nameof(Messages.InvalidRunState), ErrorCategory.InvalidOperation),
            _ => null,
        };
        return known is { } error ? new ErrorRecord(failure, error.Id, error.Category, run) : null;
    }

    /// <summary>The error of a run that came to its end by a step's failure.</summary>
    public static ErrorRecord OfRun(WorkflowRun run)
    {
        var message = MessageText.Of(nameof(Messages.RunFailed), run.RunId, run.Error?.Message);
        return new ErrorRecord(new RuntimeException(message), nameof(Messages.RunFailed), ErrorCategory.OperationStopped, run);
    }
}
