using System.Diagnostics;
using System.Text;

namespace PSSnapshots.Tests.Hosting;

/// <summary>The exit code and the output of a shell process.</summary>
public sealed record ShellResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard output, without empty lines at the end.</summary>
    public string[] Lines => Output.TrimEnd().Split(Environment.NewLine);
}

/// <summary>A running shell of the repository (<c>dotnet pwsh.dll -NoProfile …</c>); it is killed when disposed.</summary>
public sealed class ShellProcess : IDisposable
{
    /// <summary>The program that runs .NET assemblies.</summary>
    internal static readonly string DotNet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly Process _process;
    private readonly Task<string> _error;

    private ShellProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Standard output, to read it while the shell runs.</summary>
    public StreamReader Output => _process.StandardOutput;

    public bool HasExited => _process.HasExited;

    /// <summary>Sends a line to the shell's standard input.</summary>
    public async Task SendLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Kills the shell (SIGKILL), and waits until the process has exited.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Runs the shell until it exits.</summary>
    public static async Task<ShellResult> RunAsync(
        IEnumerable<string> arguments,
        string input = "",
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        using ShellProcess shell = Start(arguments, workingDirectory, environment);
        Task<string> output = shell.Output.ReadToEndAsync();
        await shell._process.StandardInput.WriteAsync(input);
        shell._process.StandardInput.Close();
        return await shell.WaitAsync(output);
    }

    /// <summary>Starts the shell; its standard input stays open until <see cref="WaitAsync()"/>.</summary>
    public static ShellProcess Start(
        IEnumerable<string> arguments, string? workingDirectory = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        ProcessStartInfo start = new(DotNet, [RepositoryPaths.ShellAssembly, "-NoProfile", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
            WorkingDirectory = workingDirectory ?? Environment.CurrentDirectory,
        };

        IsolateEnvironment(start);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        return new ShellProcess(Process.Start(start)!);
    }

    /// <summary>Replaces the variables that would change what PowerShell prints or which modules it finds.</summary>
    public static void IsolateEnvironment(ProcessStartInfo start)
    {
        start.Environment.Remove("NO_COLOR");
        start.Environment.Remove("PSModulePath");
        start.Environment["TERM"] = "dumb";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
    }

    /// <summary>Sends a signal. The name is without the prefix SIG.</summary>
    public async Task SignalAsync(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits until the shell exits, and returns what it printed since <see cref="Output"/> was last read.</summary>
    public Task<ShellResult> WaitAsync() => WaitAsync(Output.ReadToEndAsync());

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task<ShellResult> WaitAsync(Task<string> output)
    {
        // This timeout does not measure speed. It only keeps a shell that hangs from blocking the tests.
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        await _process.WaitForExitAsync(patience.Token);
        return new ShellResult(_process.ExitCode, await output, await _error);
    }
}
