using System.Management.Automation;
using PSSnapshots.Files;
using PSSnapshots.Session;
using PSSnapshots.Storage;

namespace PSSnapshots.Stores;

/// <summary>
/// What a -Store parameter means: a folder by its path, resolved through the session's location and drives, or a
/// store object.
/// </summary>
internal static class StoreArgument
{
    /// <summary>Finds the store, or ends the command with an error.</summary>
    /// <param name="cmdlet">The command.</param>
    /// <param name="argument">What -Store was given.</param>
    /// <param name="mustExist">Whether a folder that is not there is an error; else it is made when something is saved.</param>
    public static ISnapshotStore Resolve(PSCmdlet cmdlet, object argument, bool mustExist)
    {
        switch (argument is PSObject wrapped ? wrapped.BaseObject : argument)
        {
            case ISnapshotStore store:
                return store;
            case string text when string.IsNullOrWhiteSpace(text):
                throw Stop(cmdlet, nameof(Messages.NotAStore), ErrorCategory.InvalidArgument, text);
            case string or DirectoryInfo:
                var path = PathOf(cmdlet, argument.ToString()!);
                if (File.Exists(path)) throw Stop(cmdlet, nameof(Messages.StoreIsFile), ErrorCategory.InvalidArgument, path);
                if (mustExist && !Directory.Exists(path)) throw Stop(cmdlet, nameof(Messages.StoreNotFound), ErrorCategory.ObjectNotFound, path);
                var found = SnapshotSession.StoreAt(path);
                foreach (var warning in found.Warnings.Where(SnapshotSession.IsNew))
                    cmdlet.WriteWarning(MessageText.Of(nameof(Messages.StoreWarning), warning.Location, warning.Reason));
                return found;
            default:
                throw Stop(cmdlet, nameof(Messages.NotAStore), ErrorCategory.InvalidArgument, argument);
        }
    }

    private static string PathOf(PSCmdlet cmdlet, string path)
    {
        try
        {
            var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name.Equals("FileSystem", StringComparison.OrdinalIgnoreCase)) return resolved;
            cmdlet.ThrowTerminatingError(FileFailure.Record(nameof(Messages.NotFileSystem), ErrorCategory.InvalidArgument, null, path, provider.Name));
        }
        catch (Exception failure) when (failure is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            throw Stop(cmdlet, nameof(Messages.StoreNotFound), ErrorCategory.ObjectNotFound, path, failure);
        }
        throw new System.Diagnostics.UnreachableException();
    }

    private static System.Diagnostics.UnreachableException Stop(PSCmdlet cmdlet, string id, ErrorCategory category, object target, Exception? cause = null)
    {
        cmdlet.ThrowTerminatingError(new ErrorRecord(new IOException(MessageText.Of(id, target), cause), id, category, target));
        return new System.Diagnostics.UnreachableException();
    }
}
