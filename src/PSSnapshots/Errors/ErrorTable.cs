using System.Management.Automation;

namespace PSSnapshots.Errors;

/// <summary>
/// The errors of the cmdlets, each with its category. An error's code is the name of its message, and the first part of its
/// FullyQualifiedErrorId.
/// </summary>
internal static class ErrorTable
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new(StringComparer.Ordinal)
    {
        [nameof(Messages.AccessDenied)] = ErrorCategory.PermissionDenied,
        [nameof(Messages.AmbiguousPath)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.CheckpointDamaged)] = ErrorCategory.InvalidData,
        [nameof(Messages.CheckpointFailed)] = ErrorCategory.WriteError,
        [nameof(Messages.CheckpointNotFound)] = ErrorCategory.ObjectNotFound,
        [nameof(Messages.DefinitionChanged)] = ErrorCategory.InvalidOperation,
        [nameof(Messages.DefinitionMissing)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.DeserializedRun)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.DiskFull)] = ErrorCategory.ResourceUnavailable,
        [nameof(Messages.DuplicateStepId)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.EmptyDefinition)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.FieldFailed)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.FieldNotWritable)] = ErrorCategory.InvalidOperation,
        [nameof(Messages.FieldSourceNotWritable)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.FileExists)] = ErrorCategory.ResourceExists,
        [nameof(Messages.FileInUse)] = ErrorCategory.ResourceBusy,
        [nameof(Messages.FileNotFound)] = ErrorCategory.ObjectNotFound,
        [nameof(Messages.FileReadOnly)] = ErrorCategory.PermissionDenied,
        [nameof(Messages.FileTooLarge)] = ErrorCategory.LimitsExceeded,
        [nameof(Messages.FileWrittenTwice)] = ErrorCategory.InvalidOperation,
        [nameof(Messages.FolderNotFound)] = ErrorCategory.ObjectNotFound,
        [nameof(Messages.GuardedWithoutPatch)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.InvalidCompressedFile)] = ErrorCategory.InvalidData,
        [nameof(Messages.InvalidDefinition)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.InvalidFieldSource)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.InvalidPatch)] = ErrorCategory.InvalidData,
        [nameof(Messages.InvalidPointer)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.InvalidRunOption)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.InvalidRunState)] = ErrorCategory.InvalidOperation,
        [nameof(Messages.InvalidSnapshot)] = ErrorCategory.InvalidData,
        [nameof(Messages.InvalidSnapshotFile)] = ErrorCategory.InvalidData,
        [nameof(Messages.IsFolder)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.LeaseLost)] = ErrorCategory.OperationStopped,
        [nameof(Messages.MappingRequired)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.MissingScriptBlock)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.MissingStepId)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.NewerCheckpoint)] = ErrorCategory.InvalidOperation,
        [nameof(Messages.NonIdempotentStep)] = ErrorCategory.InvalidOperation,
        [nameof(Messages.NoRetentionLimit)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.NoRunFields)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.NotAStore)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.NotFileSystem)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.NothingToUndo)] = ErrorCategory.ObjectNotFound,
        [nameof(Messages.NotInStep)] = ErrorCategory.InvalidOperation,
        [nameof(Messages.NotRepairable)] = ErrorCategory.InvalidData,
        [nameof(Messages.NotWithGroupBy)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.NullRun)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.ObserverFailed)] = ErrorCategory.NotSpecified,
        [nameof(Messages.PatchFailed)] = ErrorCategory.InvalidOperation,
        [nameof(Messages.ReadFailed)] = ErrorCategory.ReadError,
        [nameof(Messages.RequiredFieldLost)] = ErrorCategory.InvalidData,
        [nameof(Messages.RunExists)] = ErrorCategory.ResourceExists,
        [nameof(Messages.RunFailed)] = ErrorCategory.OperationStopped,
        [nameof(Messages.RunLocked)] = ErrorCategory.ResourceBusy,
        [nameof(Messages.RunMismatch)] = ErrorCategory.InvalidOperation,
        [nameof(Messages.RunNotActive)] = ErrorCategory.InvalidOperation,
        [nameof(Messages.SnapshotNotFound)] = ErrorCategory.ObjectNotFound,
        [nameof(Messages.StepIdMissing)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.StepsWaiting)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.StoreAndManager)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.StoreBusy)] = ErrorCategory.ResourceBusy,
        [nameof(Messages.StoreIsFile)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.StoreNotFound)] = ErrorCategory.ObjectNotFound,
        [nameof(Messages.StoreReadFailed)] = ErrorCategory.ReadError,
        [nameof(Messages.StoreUnknown)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.StoreWriteFailed)] = ErrorCategory.WriteError,
        [nameof(Messages.TriggerNotFound)] = ErrorCategory.ObjectNotFound,
        [nameof(Messages.UnknownRunField)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.UnknownWord)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.UnsupportedValue)] = ErrorCategory.InvalidType,
        [nameof(Messages.UsingVariableIsUndefined)] = ErrorCategory.InvalidArgument,
        [nameof(Messages.WriteFailed)] = ErrorCategory.WriteError,
    };

    /// <summary>Returns the category of a code. A store that is not this module's may have codes of its own.</summary>
    public static ErrorCategory CategoryOf(string code) => Categories.GetValueOrDefault(code, ErrorCategory.NotSpecified);
}
