namespace PSSnapshots.Errors;

/// <summary>Defines the error codes of the core's exceptions.</summary>
internal static class ErrorCodes
{
    public const string CheckpointDamaged = nameof(CheckpointDamaged);
    public const string CheckpointFailed = nameof(CheckpointFailed);
    public const string DefinitionChanged = nameof(DefinitionChanged);
    public const string FileInUse = nameof(FileInUse);
    public const string FileTooLarge = nameof(FileTooLarge);
    public const string InvalidDefinition = nameof(InvalidDefinition);
    public const string InvalidPatch = nameof(InvalidPatch);
    public const string InvalidRunOption = nameof(InvalidRunOption);
    public const string InvalidRunState = nameof(InvalidRunState);
    public const string InvalidSnapshot = nameof(InvalidSnapshot);
    public const string InvalidSnapshotFile = nameof(InvalidSnapshotFile);
    public const string LeaseLost = nameof(LeaseLost);
    public const string LoopLimit = nameof(LoopLimit);
    public const string NewerCheckpoint = nameof(NewerCheckpoint);
    public const string NonIdempotentStep = nameof(NonIdempotentStep);
    public const string NotRepairable = nameof(NotRepairable);
    public const string ObserverFailed = nameof(ObserverFailed);
    public const string PatchFailed = nameof(PatchFailed);
    public const string ProcessDied = nameof(ProcessDied);
    public const string RequiredFieldLost = nameof(RequiredFieldLost);
    public const string RunExists = nameof(RunExists);
    public const string RunFailed = nameof(RunFailed);
    public const string RunLocked = nameof(RunLocked);
    public const string RunMismatch = nameof(RunMismatch);
    public const string StepsWaiting = nameof(StepsWaiting);
    public const string StoreBusy = nameof(StoreBusy);

    /// <summary>A store failed. The error ID of a cmdlet also distinguishes reads from writes.</summary>
    public const string StoreFailed = nameof(StoreFailed);
}
