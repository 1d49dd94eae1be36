namespace PSSnapshots.Storage;

/// <summary>What a user should know about a store's folder.</summary>
internal static class FolderWarnings
{
    private static readonly string[] Synchronised =
        ["OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "My Drive", "iCloud Drive", "iCloudDrive", "Mobile Documents", "CloudStorage", "Nextcloud", "ownCloud", "Box Sync", "Syncthing"];

    public static IEnumerable<StoreProblem> Of(string folder, FileSystemKind fileSystem)
    {
        if (fileSystem.IsShared)
            yield return new StoreProblem(folder, $"The folder is on a {fileSystem.Name} file system, whose locks and flushes are not reliable between machines.");
        var parts = folder.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        if (Array.Find(Synchronised, name => parts.Any(part => IsOf(part, name))) is { } service)
            yield return new StoreProblem(folder, $"The folder is synchronized by {service}, which can change or hold the store's files. Use a folder that is not synchronized.");
        if (!OperatingSystem.IsWindows() && Directory.Exists(folder) && (File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            yield return new StoreProblem(folder, "Other users can write to the folder, and can change or remove snapshots. Remove their permission with 'chmod go-w'.");
    }

    private static bool IsOf(string part, string name) =>
        part.Equals(name, StringComparison.OrdinalIgnoreCase) || part.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase);
}
