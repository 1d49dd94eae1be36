using System.Management.Automation;
using PSSnapshots.Files;
using PSSnapshots.Storage;

namespace PSSnapshots.Stores;

/// <summary>
/// The store that a -Store parameter means: a folder by its path, resolved through the session's location and
/// drives, or a store object, which stays its owner's to dispose of.
/// </summary>
internal sealed class OpenStore : IDisposable
{
    private OpenStore(ISnapshotStore store, bool isOwned)
    {
        Store = store;
        IsOwned = isOwned;
    }

    public ISnapshotStore Store { get; }

    /// <summary>Whether it was opened here, so that who uses it disposes of it.</summary>
    public bool IsOwned { get; }

    /// <summary>Opens a store, or ends the command with an error.</summary>
    /// <param name="cmdlet">The command.</param>
    /// <param name="argument">What -Store was given.</param>
    /// <param name="mustExist">Whether a folder that is not there is an error; else it is made when something is saved.</param>
    public static OpenStore Of(PSCmdlet cmdlet, object argument, bool mustExist)
    {
        switch (argument is PSObject wrapped ? wrapped.BaseObject : argument)
        {
            case ISnapshotStore store:
                return new OpenStore(store, isOwned: false);
            case string or DirectoryInfo:
                var path = Resolve(cmdlet, argument.ToString()!);
                if (File.Exists(path)) Stop(nameof(Messages.StoreIsFile), ErrorCategory.InvalidArgument, path);
                if (mustExist && !Directory.Exists(path)) Stop(nameof(Messages.StoreNotFound), ErrorCategory.ObjectNotFound, path);
                return new OpenStore(new DirectorySnapshotStore(path), isOwned: true);
            default:
                Stop(nameof(Messages.NotAStore), ErrorCategory.InvalidArgument, argument);
                throw new System.Diagnostics.UnreachableException();
        }

        void Stop(string id, ErrorCategory category, object target) =>
            cmdlet.ThrowTerminatingError(new ErrorRecord(new ItemNotFoundException(MessageText.Of(id, target)), id, category, target));
    }

    /// <summary>Opens the folder that a snapshot stands in.</summary>
    public static OpenStore Of(StoredSnapshot stored) =>
        new(new DirectorySnapshotStore(Path.GetDirectoryName(stored.Location)!), isOwned: true);

    public void Dispose()
    {
        if (IsOwned) Store.Dispose();
    }

    private static string Resolve(PSCmdlet cmdlet, string path)
    {
        try
        {
            var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name.Equals("FileSystem", StringComparison.OrdinalIgnoreCase)) return resolved;
            cmdlet.ThrowTerminatingError(FileFailure.Record(nameof(Messages.NotFileSystem), ErrorCategory.InvalidArgument, null, path, provider.Name));
        }
        catch (Exception failure) when (failure is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException or PSInvalidOperationException)
        {
            cmdlet.ThrowTerminatingError(new ErrorRecord(
                new ItemNotFoundException(MessageText.Of(nameof(Messages.StoreNotFound), path), failure), nameof(Messages.StoreNotFound), ErrorCategory.ObjectNotFound, path));
        }
        throw new System.Diagnostics.UnreachableException();
    }
}
