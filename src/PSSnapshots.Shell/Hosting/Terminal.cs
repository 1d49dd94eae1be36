using System.Runtime.InteropServices;

namespace PSSnapshots.Shell.Hosting;

/// <summary>What the shell's standard streams are connected to.</summary>
internal static class Terminal
{
    private const int FallbackWidth = 120;
    private const int FallbackHeight = 50;

    /// <summary>Someone types the input.</summary>
    public static bool ReadsKeys { get; } = !Console.IsInputRedirected;

    /// <summary>Standard output is a terminal that understands escape sequences.</summary>
    public static bool ShowsOutput { get; } = !Console.IsOutputRedirected && UnderstandsEscapes(WindowsConsole.StandardOutput);

    /// <summary>Standard error is a terminal that understands escape sequences.</summary>
    public static bool ShowsErrors { get; } = !Console.IsErrorRedirected && UnderstandsEscapes(WindowsConsole.StandardError);

    /// <summary>A line can be edited where it is typed.</summary>
    public static bool IsInteractive => ReadsKeys && ShowsOutput;

    public static int Width => Console.IsOutputRedirected || Console.WindowWidth < 1 ? FallbackWidth : Console.WindowWidth;

    public static int Height => Console.IsOutputRedirected || Console.WindowHeight < 1 ? FallbackHeight : Console.WindowHeight;

    private static bool UnderstandsEscapes(int standardHandle) => OperatingSystem.IsWindows()
        ? WindowsConsole.EnableEscapes(standardHandle)
        : Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    private static class WindowsConsole
    {
        public const int StandardOutput = -11;
        public const int StandardError = -12;
        private const uint EnableVirtualTerminalProcessing = 4;

        public static bool EnableEscapes(int standardHandle)
        {
            nint handle = GetStdHandle(standardHandle);
            return GetConsoleMode(handle, out uint mode)
                && ((mode & EnableVirtualTerminalProcessing) != 0
                    || SetConsoleMode(handle, mode | EnableVirtualTerminalProcessing));
        }

        [DllImport("kernel32.dll")]
        private static extern nint GetStdHandle(int standardHandle);

        [DllImport("kernel32.dll")]
        private static extern bool GetConsoleMode(nint handle, out uint mode);

        [DllImport("kernel32.dll")]
        private static extern bool SetConsoleMode(nint handle, uint mode);
    }
}
