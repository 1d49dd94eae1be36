namespace PSSnapshots.Storage;

/// <summary>
/// What a file system that keeps sharing modes would allow. Tests put the rules of NTFS in its place, so that they see
/// sharing violations on every system.
/// </summary>
internal interface IFileSharing
{
    /// <summary>Opens a file, or throws what the file system throws if the modes do not agree.</summary>
    /// <returns>Closes the file again.</returns>
    public IDisposable Open(string path, FileAccess access, FileShare share);

    /// <summary>Throws what the file system throws if a file cannot be deleted now.</summary>
    public void Delete(string path);
}
