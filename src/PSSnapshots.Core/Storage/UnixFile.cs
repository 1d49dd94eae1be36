using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PSSnapshots.Storage;

/// <summary>What stat(2) reports of a file.</summary>
/// <param name="Mode">The file's type and permissions (st_mode).</param>
/// <param name="Owner">The ID of the user that owns it.</param>
/// <param name="Group">The ID of its group.</param>
/// <param name="Device">The file system that it is on.</param>
/// <param name="Number">Its number on that file system (inode).</param>
internal readonly record struct UnixFileStatus(int Mode, uint Owner, uint Group, ulong Device, ulong Number)
{
    private const int TypeMask = 0xF000;

    public bool IsRegular => (Mode & TypeMask) == 0x8000;

    public bool IsFolder => (Mode & TypeMask) == 0x4000;

    public bool IsPipe => (Mode & TypeMask) == 0x1000;

    public UnixFileMode Permissions => (UnixFileMode)(Mode & 0xFFF);

    public bool IsSameFile(UnixFileStatus other) => (Device, Number) == (other.Device, other.Number);
}

/// <summary>The calls of Linux and macOS for files that .NET 8 does not have.</summary>
internal static partial class UnixFile
{
    private const int CurrentFolder = -100;
    private const string AccessList = "system.posix_acl_access";

    private static readonly bool IsMac = OperatingSystem.IsMacOS();

    // ENOTSUP (errno.h).
    private static readonly int NotSupported = IsMac ? 45 : 95;

    private const UnixFileMode GroupPermissions = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    // LOCK_EX | LOCK_NB, and LOCK_UN.
    private const int ExclusiveLock = 6;
    private const int NoLock = 8;

    // STATX_BASIC_STATS.
    private const uint BasicStatus = 0x7FF;

    private static readonly bool IsMacIntel = IsMac && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>The ID of the user that this process acts as.</summary>
    public static uint CurrentUser => EffectiveUser();

    /// <summary>Returns the status of what a path leads to, or <see langword="null"/> if that does not exist.</summary>
    /// <param name="path">The path.</param>
    /// <param name="follow">Whether links are followed.</param>
    /// <exception cref="IOException">The system refuses to say.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way cannot be searched, or a link must not be followed.</exception>
    public static UnixFileStatus? Status(string path, bool follow)
    {
        Span<byte> buffer = stackalloc byte[256];
        if (ReadStatus(path, follow, buffer) == 0) return Parse(buffer);
        var error = Marshal.GetLastPInvokeError();
        return error is UnixFlags.NoEntry or UnixFlags.NotFolder ? null : throw Failure(error);
    }

    /// <summary>Returns whether something has a name; a link that leads nowhere, too.</summary>
    public static bool Exists(string path)
    {
        Span<byte> buffer = stackalloc byte[256];
        return ReadStatus(path, follow: false, buffer) == 0;
    }

    /// <summary>Returns the status of an open file.</summary>
    public static UnixFileStatus Status(SafeFileHandle file)
    {
        Span<byte> buffer = stackalloc byte[256];
        var result = !IsMac ? LinuxStatus(Descriptor(file), "", 0x1000, BasicStatus, ref MemoryMarshal.GetReference(buffer))
            : IsMacIntel ? MacHandleStatus64(Descriptor(file), ref MemoryMarshal.GetReference(buffer))
            : MacHandleStatus(Descriptor(file), ref MemoryMarshal.GetReference(buffer));
        return result == 0 ? Parse(buffer) : throw Failure(Marshal.GetLastPInvokeError());
    }

    /// <summary>Locks an open file for this process alone.</summary>
    /// <returns>False if another program has locked it.</returns>
    public static bool TryLock(SafeFileHandle file) => Lock(Descriptor(file), ExclusiveLock) == 0;

    /// <summary>Gives the lock of a file back that stays open.</summary>
    public static void Unlock(SafeFileHandle file) => _ = Lock(Descriptor(file), NoLock);

    /// <summary>Locks a file that this process has created, and returns whether the path still leads to it.</summary>
    /// <returns>False if another process has taken the file for an abandoned one.</returns>
    public static bool Holds(SafeFileHandle file, string path)
    {
        // A file system without locks refuses others as well, who then leave the file alone.
        if (Lock(Descriptor(file), ExclusiveLock) != 0 && Marshal.GetLastPInvokeError() == UnixFlags.WouldBlock) return false;
        return Status(path, follow: false) is { } found && found.IsSameFile(Status(file));
    }

    /// <summary>Deletes a regular file that no process has locked. A link, and everything else with this name, is left alone.</summary>
    public static void DeleteAbandoned(string path)
    {
        var descriptor = Open(path, UnixFlags.NoFollow | UnixFlags.NonBlocking | UnixFlags.CloseOnExec);
        if (descriptor < 0) return;
        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        var status = Status(file);
        if (!status.IsRegular || Lock(descriptor, ExclusiveLock) != 0) return;
        // Between opening and locking, another process may have deleted it and created its own.
        if (Status(path, follow: false) is { } found && found.IsSameFile(status)) _ = Unlink(path);
    }

    /// <summary>Gives a file a second name, which must not exist.</summary>
    /// <returns>0, or the error number.</returns>
    public static int TryLink(string path, string name) => Link(path, name) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Returns whether this process may create files in a folder.</summary>
    public static bool CanWriteTo(string folder)
    {
        const int WriteAndSearch = 3;
        return Access(folder, WriteAndSearch) == 0;
    }

    /// <summary>Opens a pipe to write, without waiting for a process that reads it. While it is open, another open does not wait either.</summary>
    /// <returns>The pipe, or <see langword="null"/> if no process has it open to read.</returns>
    public static SafeFileHandle? TryOpenPipe(string path)
    {
        const int WriteOnly = 1;
        var descriptor = Open(path, WriteOnly | UnixFlags.NonBlocking | UnixFlags.CloseOnExec);
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>
    /// Gives a new file the owner, the group, the access control list and the permissions of the one that it replaces.
    /// If this process cannot set the owner or group, the permissions are reduced, so that no user gains read access.
    /// </summary>
    public static void CopyAccess(UnixFileStatus from, string fromPath, SafeFileHandle to)
    {
        const uint Unchanged = uint.MaxValue;
        var permissions = from.Permissions;
        var descriptor = Descriptor(to);
        var status = Status(to);
        if ((status.Owner, status.Group) != (from.Owner, from.Group) && ChangeOwner(descriptor, from.Owner, from.Group) != 0)
        {
            permissions &= ~(UnixFileMode.SetUser | UnixFileMode.SetGroup);
            if (ChangeOwner(descriptor, Unchanged, from.Group) != 0) permissions = WithGroupAsOthers(permissions);
        }
        if (!IsMac && !TryCopyAccessList(fromPath, descriptor)) permissions = WithGroupAsOthers(permissions);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(to, permissions);
    }

    /// <summary>Makes the names in a folder durable.</summary>
    public static void FlushFolder(string folder)
    {
        const int Invalid = 22;
        var descriptor = Open(folder, UnixFlags.CloseOnExec);
        // A folder that others may write to, but not list.
        if (descriptor < 0 && Marshal.GetLastPInvokeError() == UnixFlags.NoAccess) return;
        if (descriptor < 0) throw Failure(Marshal.GetLastPInvokeError());
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Flush(descriptor) == 0) return;
        var error = Marshal.GetLastPInvokeError();
        // A file system that cannot flush folders.
        if (error is not (Invalid or UnixFlags.ReadOnlySystem) && error != NotSupported) throw Failure(error);
    }

    /// <summary>Returns permissions in which the group, which is another one than before, may do no more than all others.</summary>
    private static UnixFileMode WithGroupAsOthers(UnixFileMode permissions)
    {
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        return permissions & (~GroupPermissions | (UnixFileMode)((int)(permissions & Others) << 3));
    }

    /// <summary>Copies a POSIX access control list, whose entries the permissions of the group limit.</summary>
    private static bool TryCopyAccessList(string from, int to)
    {
        var list = new byte[ushort.MaxValue];
        var length = GetAttribute(from, AccessList, list, list.Length);
        // Without a list, the one that the folder gives to new files must not stay either.
        if (length <= 0) return RemoveAttribute(to, AccessList) == 0 || GetHandleAttribute(to, AccessList, list, list.Length) <= 0;
        return SetAttribute(to, AccessList, list, length, 0) == 0;
    }

    private static int ReadStatus(string path, bool follow, Span<byte> buffer)
    {
        const int NoFollowLink = 0x100;
        ref var start = ref MemoryMarshal.GetReference(buffer);
        if (!IsMac) return LinuxStatus(CurrentFolder, path, follow ? 0 : NoFollowLink, BasicStatus, ref start);
        if (IsMacIntel) return follow ? MacStatus64(path, ref start) : MacLinkStatus64(path, ref start);
        return follow ? MacStatus(path, ref start) : MacLinkStatus(path, ref start);
    }

    /// <summary>Reads struct statx of Linux, or struct stat of macOS (sys/stat.h).</summary>
    private static UnixFileStatus Parse(ReadOnlySpan<byte> status) => IsMac
        ? new(UInt16(status[4..]), UInt32(status[16..]), UInt32(status[20..]), UInt32(status), UInt64(status[8..]))
        : new(UInt16(status[28..]), UInt32(status[20..]), UInt32(status[24..]), ((ulong)UInt32(status[136..]) << 32) | UInt32(status[140..]), UInt64(status[32..]));

    private static ushort UInt16(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ushort>(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<uint>(bytes);

    private static ulong UInt64(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ulong>(bytes);

    private static int Descriptor(SafeFileHandle file) => (int)file.DangerousGetHandle();

    private static Exception Failure(int error)
    {
        var message = $"{Marshal.GetPInvokeErrorMessage(error)}.";
        return error is UnixFlags.NoAccess or UnixFlags.NotPermitted ? new UnauthorizedAccessException(message) : new IOException(message, error);
    }

    // With two arguments open(2) creates nothing, so that the variable ones are never read.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string name);

    [LibraryImport("libc", EntryPoint = "unlink", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int ChangeOwner(int descriptor, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinuxStatus(int folder, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "getxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, byte[] value, nint size);

    [LibraryImport("libc", EntryPoint = "fgetxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetHandleAttribute(int descriptor, string name, byte[] value, nint size);

    [LibraryImport("libc", EntryPoint = "fsetxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(int descriptor, string name, byte[] value, nint size, int flags);

    [LibraryImport("libc", EntryPoint = "fremovexattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveAttribute(int descriptor, string name);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MacStatus(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MacLinkStatus(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static partial int MacHandleStatus(int descriptor, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MacStatus64(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MacLinkStatus64(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static partial int MacHandleStatus64(int descriptor, ref byte status);
}
