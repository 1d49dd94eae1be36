using System.Management.Automation;
using PSSnapshots.Storage;

namespace PSSnapshots.Errors;

/// <summary>Creates the error records of the cmdlets, all of them.</summary>
internal static class ErrorRecords
{
    /// <summary>Creates an error.</summary>
    /// <param name="code">The name of the message, which is the error's code.</param>
    /// <param name="target">The item that failed.</param>
    /// <param name="arguments">The arguments of the message.</param>
    public static ErrorRecord Of(string code, object? target, params object?[] arguments) =>
        Of(new SnapshotsException(code, MessageText.Of(code, arguments)), target);

    /// <summary>Creates the error of an exception of this module.</summary>
    public static ErrorRecord Of(SnapshotsException failure, object? target) => OfSystem(failure.ErrorCode, failure, target);

    /// <summary>Creates the error of what a store threw.</summary>
    /// <param name="code">The code if the store gave none that says more: whether it read or wrote.</param>
    /// <param name="failure">What the store threw.</param>
    /// <param name="target">The item that failed.</param>
    public static ErrorRecord OfStore(string code, SnapshotStoreException failure, object? target) => failure switch
    {
        { ErrorCode: not ErrorCodes.StoreFailed } => Of(failure, target),
        { InnerException: UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException } =>
            OfSystem(code, SystemFailure.WithMessage(failure.InnerException, failure.Message, failure.Location, failure), target),
        _ => Of(new SnapshotStoreException(code, failure.Message, failure.Location, failure), target),
    };

    /// <summary>Creates the error of an exception that the system threw.</summary>
    public static ErrorRecord OfSystem(string code, Exception failure, object? target)
    {
        var record = new ErrorRecord(failure, code, ErrorTable.CategoryOf(code), target);
        // The engine shows the target's text, which by itself is the string that came from outside.
        if (target is string text) record.CategoryInfo.TargetName = VisibleText.Of(text);
        return record;
    }
}
