namespace PSSnapshots.Storage;

/// <summary>The file system that a folder is on.</summary>
/// <param name="Name">Its type, such as <c>ext4</c> or <c>nfs4</c>.</param>
/// <param name="IsShared">Whether it is a network or bridged file system, so that others can have the folder open unseen.</param>
internal sealed record FileSystemKind(string Name, bool IsShared)
{
    private const string Mounts = "/proc/self/mountinfo";

    private static readonly string[] SharedTypes =
        ["nfs", "cifs", "smb", "9p", "drvfs", "virtiofs", "fuse", "vboxsf", "vmhgfs", "prl_fs", "afs", "ceph", "glusterfs", "lustre", "webdav", "davfs", "osxfuse", "macfuse", "beegfs", "gpfs", "ocfs2", "gfs2"];

    /// <summary>Finds the file system of a folder, which need not exist yet.</summary>
    public static FileSystemKind Of(string folder)
    {
        try
        {
            if (File.Exists(Mounts)) return OfType(TypeOnLinux(folder, File.ReadLines(Mounts)) ?? "");
            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : ExistingParentOf(folder));
            return drive.DriveType == DriveType.Network ? new FileSystemKind("network", IsShared: true) : OfType(drive.DriveFormat);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A path such as \\server\share is not a drive.
            return new FileSystemKind("network", OperatingSystem.IsWindows() && folder.StartsWith(@"\\", StringComparison.Ordinal));
        }
    }

    /// <summary>The kind of a type of file system.</summary>
    public static FileSystemKind OfType(string type) =>
        new(type, Array.Exists(SharedTypes, shared => type.StartsWith(shared, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The type of the file system that is mounted deepest above a folder (proc(5), mountinfo).</summary>
    internal static string? TypeOnLinux(string folder, IEnumerable<string> mounts)
    {
        string? type = null;
        var deepest = 0;
        foreach (var mount in mounts)
        {
            var fields = mount.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (separator < 5 || separator + 1 >= fields.Length) continue;
            var point = fields[4].Replace(@"\040", " ", StringComparison.Ordinal);
            var isAbove = point == "/" || folder == point || folder.StartsWith(point + "/", StringComparison.Ordinal);
            // Of two at one point the later one covers the earlier one.
            if (!isAbove || point.Length < deepest) continue;
            (type, deepest) = (fields[separator + 1], point.Length);
        }
        return type;
    }

    private static string ExistingParentOf(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent) folder = parent;
        return folder;
    }
}
