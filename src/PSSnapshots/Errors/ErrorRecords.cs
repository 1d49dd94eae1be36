using System.Management.Automation;
using PSSnapshots.Storage;

namespace PSSnapshots.Errors;

/// <summary>Creates all error records of the cmdlets.</summary>
internal static class ErrorRecords
{
    /// <summary>Creates an error record from a message.</summary>
    /// <param name="code">The name of the message, which is also the error code.</param>
    /// <param name="target">The item that failed.</param>
    /// <param name="arguments">The arguments of the message.</param>
    public static ErrorRecord Of(string code, object? target, params object?[] arguments) =>
        Of(new SnapshotsException(code, MessageText.Of(code, arguments)), target);

    /// <summary>Creates an error record for an exception of this module.</summary>
    public static ErrorRecord Of(SnapshotsException failure, object? target) => OfSystem(failure.ErrorCode, failure, target);

    /// <summary>Creates an error record for an exception that a store threw.</summary>
    /// <param name="code">The error code if the exception has no specific one: reading or writing failed.</param>
    /// <param name="failure">The exception that the store threw.</param>
    /// <param name="target">The item that failed.</param>
    public static ErrorRecord OfStore(string code, SnapshotStoreException failure, object? target) => failure switch
    {
        { ErrorCode: not ErrorCodes.StoreFailed } => Of(failure, target),
        { InnerException: UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException } =>
            OfSystem(code, SystemFailure.WithMessage(failure.InnerException, failure.Message, failure.Location, failure), target),
        _ => Of(new SnapshotStoreException(code, failure.Message, failure.Location, failure), target),
    };

    /// <summary>Creates an error record for a system exception.</summary>
    public static ErrorRecord OfSystem(string code, Exception failure, object? target)
    {
        var record = new ErrorRecord(failure, code, ErrorTable.CategoryOf(code), target);
        // PowerShell displays the target's text, which is untrusted.
        if (target is string text) record.CategoryInfo.TargetName = VisibleText.Of(text);
        return record;
    }
}
