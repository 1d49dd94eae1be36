using System.Diagnostics;
using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Errors;
using PSSnapshots.Session;
using PSSnapshots.Storage;

namespace PSSnapshots.Stores;

/// <summary>
/// Resolves the value of a -Store parameter: a folder path, relative to the session's location and drives, or a
/// store object.
/// </summary>
internal static class StoreArgument
{
    /// <summary>Returns the store to write to, or throws a terminating error. The folder is created on the first save.</summary>
    public static ISnapshotStore Resolve(PSCmdlet cmdlet, object argument)
    {
        var store = Locate(cmdlet, argument, mustExist: false, out var failure);
        if (failure is not null) cmdlet.ThrowTerminatingError(failure);
        return store ?? throw new UnreachableException();
    }

    /// <summary>
    /// Returns the store to read from, and does not create it. If the store does not exist, a non-terminating error
    /// is reported. A value that cannot be a store is a terminating error.
    /// </summary>
    /// <returns>The store, or <see langword="null"/> after an error was reported.</returns>
    public static ISnapshotStore? Find(PSCmdlet cmdlet, object argument)
    {
        var store = Locate(cmdlet, argument, mustExist: true, out var failure);
        if (failure is null) return store;
        if (failure.CategoryInfo.Category != ErrorCategory.ObjectNotFound) cmdlet.ThrowTerminatingError(failure);
        cmdlet.WriteError(failure);
        return null;
    }

    private static ISnapshotStore? Locate(PSCmdlet cmdlet, object argument, bool mustExist, out ErrorRecord? failure)
    {
        failure = null;
        var value = argument.Unwrap();
        if (value is ISnapshotStore given) return given;
        if (value is not (string or DirectoryInfo) || (value is string text && string.IsNullOrWhiteSpace(text)))
        {
            failure = ErrorRecords.Of(nameof(Messages.NotAStore), argument, argument);
            return null;
        }
        if (PathOf(cmdlet, argument.ToString()!, out failure) is not { } path) return null;
        if (File.Exists(path)) failure = ErrorRecords.Of(nameof(Messages.StoreIsFile), path, path);
        else if (mustExist && !Directory.Exists(path)) failure = NotFound(path, null);
        return failure is null ? Open(cmdlet, path) : null;
    }

    private static ISnapshotStore Open(PSCmdlet cmdlet, string path)
    {
        var store = SnapshotSession.StoreAt(path);
        foreach (var warning in store.Warnings.Where(SnapshotSession.IsNew))
            cmdlet.WriteWarning(MessageText.Of(nameof(Messages.StoreWarning), warning.Location, warning.Reason));
        return store;
    }

    private static string? PathOf(PSCmdlet cmdlet, string path, out ErrorRecord? failure)
    {
        failure = null;
        try
        {
            var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name.Equals("FileSystem", StringComparison.OrdinalIgnoreCase)) return resolved;
            failure = ErrorRecords.Of(nameof(Messages.NotFileSystem), path, path, provider.Name);
        }
        catch (Exception unknown) when (unknown is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            failure = NotFound(path, unknown);
        }
        return null;
    }

    private static ErrorRecord NotFound(string path, Exception? cause) => ErrorRecords.OfSystem(
        nameof(Messages.StoreNotFound), new DirectoryNotFoundException(MessageText.Of(nameof(Messages.StoreNotFound), path), cause), path);
}
