using PSSnapshots.Errors;

namespace PSSnapshots;

/// <summary>The exception for a document that cannot be repaired.</summary>
public sealed class SnapshotRepairException : SnapshotsException
{
    internal SnapshotRepairException(string message, string? missingField = null, Exception? inner = null)
        : base(missingField is null ? ErrorCodes.NotRepairable : ErrorCodes.RequiredFieldLost, message, inner) => MissingField = missingField;

    /// <summary>The required field that is lost (<c>runId</c>, <c>workflowId</c> or <c>status</c>); <see langword="null"/> if the document has no field of a snapshot.</summary>
    public string? MissingField { get; }
}
