using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>Finds the store that a -Checkpoint means: a store, or the path of a folder.</summary>
internal static class CheckpointPlace
{
    /// <param name="cmdlet">Resolves the path from the session's location.</param>
    /// <param name="checkpoint">What was given.</param>
    /// <param name="isOwned">Whether the store was opened here, and is to be closed by who asked.</param>
    public static ISnapshotStore Open(PSCmdlet cmdlet, object checkpoint, out bool isOwned)
    {
        isOwned = false;
        if (checkpoint.Unwrap() is ISnapshotStore store) return store;
        isOwned = true;
        var path = LanguagePrimitives.ConvertTo<string>(checkpoint);
        return new DirectorySnapshotStore(cmdlet.GetUnresolvedProviderPathFromPSPath(path));
    }
}
