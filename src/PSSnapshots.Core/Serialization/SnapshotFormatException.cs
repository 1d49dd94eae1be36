using System.Globalization;
using PSSnapshots.Errors;

namespace PSSnapshots;

/// <summary>A document is not a valid snapshot.</summary>
public sealed class SnapshotFormatException : SnapshotsException
{
    internal SnapshotFormatException(IReadOnlyList<SnapshotViolation> violations)
        : base(ErrorCodes.InvalidSnapshot, Describe(violations)) => Violations = violations;

    /// <summary>Creates the error of a file.</summary>
    internal SnapshotFormatException(string message, SnapshotFormatException cause)
        : base(ErrorCodes.InvalidSnapshotFile, message, cause) => Violations = cause.Violations;

    /// <summary>All that is wrong with the document, in the order of the text; at least one.</summary>
    public IReadOnlyList<SnapshotViolation> Violations { get; }

    private static string Describe(IReadOnlyList<SnapshotViolation> violations)
    {
        var first = $"This is no valid snapshot: {violations[0]}";
        return violations.Count == 1
            ? first
            : string.Create(CultureInfo.InvariantCulture, $"{first}, and {violations.Count - 1} more violations. Test-RunSnapshot -Detailed lists them all.");
    }
}
