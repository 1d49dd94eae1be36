using System.Globalization;
using PSSnapshots.Errors;

namespace PSSnapshots;

/// <summary>The exception that is thrown when a document is not a valid snapshot.</summary>
public sealed class SnapshotFormatException : SnapshotsException
{
    internal SnapshotFormatException(IReadOnlyList<SnapshotViolation> violations)
        : base(ErrorCodes.InvalidSnapshot, Describe(violations)) => Violations = violations;

    /// <summary>Creates the exception for a file.</summary>
    internal SnapshotFormatException(string message, SnapshotFormatException cause)
        : base(ErrorCodes.InvalidSnapshotFile, message, cause) => Violations = cause.Violations;

    /// <summary>Gets all violations, in the order of the text. There is at least one.</summary>
    public IReadOnlyList<SnapshotViolation> Violations { get; }

    private static string Describe(IReadOnlyList<SnapshotViolation> violations)
    {
        var first = $"The document is not a valid snapshot. {violations[0]}";
        return violations.Count == 1
            ? first
            : string.Create(CultureInfo.InvariantCulture, $"{first}. Use Test-RunSnapshot -Detailed to list all {violations.Count} violations.");
    }
}
