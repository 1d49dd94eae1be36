namespace PSSnapshots;

/// <summary>A text cannot be repaired.</summary>
public sealed class SnapshotRepairException : FormatException
{
    internal SnapshotRepairException(string message, string? missingField = null)
        : base(message) => MissingField = missingField;

    /// <summary>The required field that is lost and that nothing else tells (<c>runId</c>, <c>workflowId</c> or <c>status</c>); nothing where the text is no snapshot at all.</summary>
    public string? MissingField { get; }
}
