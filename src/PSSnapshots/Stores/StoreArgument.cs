using System.Diagnostics;
using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Errors;
using PSSnapshots.Session;
using PSSnapshots.Storage;

namespace PSSnapshots.Stores;

/// <summary>
/// What a -Store parameter means: a folder by its path, resolved through the session's location and drives, or a
/// store object.
/// </summary>
internal static class StoreArgument
{
    /// <summary>Finds the store to write to, or ends the command with an error. A folder is created when something is saved.</summary>
    public static ISnapshotStore Resolve(PSCmdlet cmdlet, object argument)
    {
        var store = Locate(cmdlet, argument, mustExist: false, out var failure);
        if (failure is not null) cmdlet.ThrowTerminatingError(failure);
        return store ?? throw new UnreachableException();
    }

    /// <summary>
    /// Finds the store to read from, and creates none. A store that does not exist is reported, and the command continues; what
    /// cannot be a store ends the command.
    /// </summary>
    /// <returns>The store, or <see langword="null"/>, reported.</returns>
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
