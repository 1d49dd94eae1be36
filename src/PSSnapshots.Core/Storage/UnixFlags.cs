using System.Runtime.InteropServices;

namespace PSSnapshots.Storage;

/// <summary>The flags and error numbers of open(2), which differ by system and architecture (fcntl.h, errno.h).</summary>
internal static class UnixFlags
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int NoDevice = 6;
    public const int NoAccess = 13;
    public const int NotFolder = 20;
    public const int IsFolder = 21;
    public const int ReadOnlySystem = 30;

    private static readonly bool IsMac = OperatingSystem.IsMacOS();

    private static readonly bool HasArmFlags =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 or Architecture.Ppc64le;

    /// <summary>O_NOFOLLOW.</summary>
    public static int NoFollow { get; } = IsMac ? 0x100 : HasArmFlags ? 0x8000 : 0x20000;

    /// <summary>O_NONBLOCK: opening a FIFO does not wait for its other end.</summary>
    public static int NonBlocking { get; } = IsMac ? 0x4 : 0x800;

    /// <summary>O_CLOEXEC.</summary>
    public static int CloseOnExec { get; } = IsMac ? 0x1000000 : 0x80000;

    /// <summary>EWOULDBLOCK: another process has locked the file.</summary>
    public static int WouldBlock { get; } = IsMac ? 35 : 11;

    /// <summary>ELOOP.</summary>
    public static int Loop { get; } = IsMac ? 62 : 40;
}
