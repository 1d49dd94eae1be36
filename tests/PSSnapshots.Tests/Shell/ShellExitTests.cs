using System.Globalization;
using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Shell;

/// <summary>What the shell returns when a script ends, and when it is ended.</summary>
public sealed class ShellExitTests : ShellTest
{
    [Theory]
    [InlineData("'done'", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("exit", 0)]
    [InlineData("try { exit 4 } finally { 'left' }", 4)]
    [InlineData("throw 'failed'", 1)]
    [InlineData("if (", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Remove-Module 'no such module'; 'went on'", 1)]
    [InlineData("Remove-Module 'no such module'; 'went on'", 0)]
    [InlineData("[int]::Parse('x'); 'went on'", 0)]
    [InlineData("function Stop-Here { exit 5 }; Stop-Here; 'went on'", 5)]
    public async Task TheExitCodeSaysHowTheScriptEnded(string script, int expected)
    {
        WriteScript("script.ps1", script);

        Assert.Equal(expected, (await RunAsync("script.ps1")).ExitCode);
        Assert.Equal(expected, (await RunAsync("-Command", script)).ExitCode);
    }

    [Fact]
    public async Task AScriptThatAScriptCallsExitsOnlyItself()
    {
        WriteScript("inner.ps1", "exit 3");
        WriteScript("outer.ps1", "./inner.ps1; \"inner: $LASTEXITCODE\"");

        ShellResult result = await RunAsync("outer.ps1");

        Assert.Equal(["inner: 3"], result.Lines);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("HUP", 1)]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    public async Task ASignalStopsTheScriptAndItsFinallyRuns(string signal, int number)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to a process.");
        Assert.SkipWhen(IsIgnored(number), $"SIG{signal} is ignored here (nohup, or a job in the background), and so in every process started here.");
        WriteScript("loop.ps1", """
            param($Marker)
            try {
                'ready'
                while ($true) { [Threading.Thread]::Sleep(50) }
            }
            finally {
                [IO.File]::WriteAllText($Marker, '')
            }
            """);
        string marker = Path.Combine(Folder, "marker");

        using ShellProcess shell = ShellProcess.Start(["loop.ps1", marker], Folder);
        Assert.Equal("ready", await shell.Output.ReadLineAsync(TestContext.Current.CancellationToken));
        await shell.SignalAsync(signal);
        ShellResult result = await shell.WaitAsync();

        Assert.Equal((128 + number, "", ""), (result.ExitCode, result.Output, result.Error));
        Assert.True(File.Exists(marker));
    }

    private static bool IsIgnored(int signal)
    {
        const string Mask = "SigIgn:";
        if (!OperatingSystem.IsLinux())
            return false;

        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Mask, StringComparison.Ordinal));
        ulong ignored = ulong.Parse(line.AsSpan(Mask.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (ignored & (1UL << (signal - 1))) != 0;
    }
}
