namespace PSSnapshots.Shell;

internal enum ShellMode
{
    Interactive,
    Command,
    File,
    Help,
}

/// <summary>A command line that the shell does not understand; the message says why.</summary>
internal sealed class CommandLineException(string message) : Exception(message);

/// <summary>What the shell was asked to do.</summary>
/// <param name="Mode">The way to run.</param>
/// <param name="Text">The commands, or the full path of the script.</param>
/// <param name="Arguments">What follows the script on the command line, as it was given.</param>
internal sealed record CommandLine(ShellMode Mode, string Text, IReadOnlyList<string> Arguments)
{
    public const string Usage = """
        A small PowerShell host with the module Snapshots loaded.

        Usage:
          PSSnapshots.Shell [-File] <script.ps1> [arguments]   run a script
          PSSnapshots.Shell -Command <text>                    run commands
          PSSnapshots.Shell                                    prompt, or read commands from standard input
          PSSnapshots.Shell -Help                              show this

        Exit code:
          0    the script ended by itself; errors that did not end it are on standard error
          n    the script said exit n
          1    an error ended the script, or the module Snapshots could not be loaded
          64   the command line makes no sense, or the script is not there
          130  Ctrl+C ended the script (129: the terminal closed, 143: SIGTERM)

        Output has colours only on a terminal, and never when NO_COLOR is set.
        """;

    private const string SeeHelp = "Run with -Help for the ways to call this shell.";

    /// <exception cref="CommandLineException">The arguments make no sense.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
            return new CommandLine(ShellMode.Interactive, "", []);

        string first = arguments[0];
        if (IsOption(first, "-Help", "--help", "-h", "-?", "/?"))
            return new CommandLine(ShellMode.Help, "", []);

        if (IsOption(first, "-Command", "-c"))
        {
            return arguments.Count > 1
                ? new CommandLine(ShellMode.Command, string.Join(' ', arguments.Skip(1)), [])
                : throw new CommandLineException($"-Command needs the commands to run. {SeeHelp}");
        }

        if (IsOption(first, "-File", "-f"))
        {
            return arguments.Count > 1
                ? Script(arguments[1], arguments.Skip(2))
                : throw new CommandLineException($"-File needs the path of a script. {SeeHelp}");
        }

        if (first.StartsWith('-'))
            throw new CommandLineException($"'{first}' is not an option. {SeeHelp}");

        return Script(first, arguments.Skip(1));
    }

    private static CommandLine Script(string path, IEnumerable<string> arguments)
    {
        string fullPath = Path.GetFullPath(path);
        if (!File.Exists(fullPath))
            throw new CommandLineException($"There is no script '{path}'. {SeeHelp}");
        if (!fullPath.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
            throw new CommandLineException($"'{path}' is not a PowerShell script: its name does not end in .ps1. {SeeHelp}");
        return new CommandLine(ShellMode.File, fullPath, [.. arguments]);
    }

    private static bool IsOption(string argument, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (argument.Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
