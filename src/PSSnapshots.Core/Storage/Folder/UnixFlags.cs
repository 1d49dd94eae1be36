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

    private static readonly bool IsLinux = OperatingSystem.IsLinux() || OperatingSystem.IsAndroid();

    private static readonly bool HasArmFlags =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 or Architecture.Ppc64le;

    /// <summary>O_NOFOLLOW.</summary>
    public static int NoFollow { get; } = !IsLinux ? 0x100 : HasArmFlags ? 0x8000 : 0x20000;

    /// <summary>O_NONBLOCK: opening a FIFO does not wait for its other end.</summary>
    public static int NonBlocking { get; } = IsLinux ? 0x800 : 0x4;

    /// <summary>O_CLOEXEC.</summary>
    public static int CloseOnExec { get; } = IsLinux ? 0x80000 : OperatingSystem.IsFreeBSD() ? 0x100000 : 0x1000000;

    /// <summary>EWOULDBLOCK: somebody else has locked the file.</summary>
    public static int WouldBlock { get; } = IsLinux ? 11 : 35;

    /// <summary>ELOOP, or what a system says instead of a link that is not followed.</summary>
    public static int Loop { get; } = IsLinux ? 40 : OperatingSystem.IsFreeBSD() ? 31 : 62;
}
