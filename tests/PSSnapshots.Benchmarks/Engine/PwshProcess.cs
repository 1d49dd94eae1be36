using System.Diagnostics;
using System.Globalization;

namespace PSSnapshots.Benchmarks.Engine;

/// <summary>A process of the released PowerShell, started anew for each measurement: its first import cannot be measured twice.</summary>
internal static class PwshProcess
{
    /// <summary>Measures a whole process, from its start to its exit.</summary>
    /// <param name="command">What it runs.</param>
    /// <returns>Milliseconds.</returns>
    public static double Measure(string command)
    {
        var start = Stopwatch.GetTimestamp();
        Run(command);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Measures a command inside the process, after PowerShell has started and run a first pipeline.</summary>
    /// <param name="command">The command.</param>
    /// <returns>Milliseconds.</returns>
    public static double MeasureInside(string command) => MeasureInside("Get-Module | Out-Null", command);

    /// <summary>Measures a command inside the process.</summary>
    /// <param name="before">What runs before it, and is not measured.</param>
    /// <param name="command">The command.</param>
    /// <returns>Milliseconds.</returns>
    public static double MeasureInside(string before, string command) => double.Parse(
        Run($"""
            {before}
            $start = [Diagnostics.Stopwatch]::GetTimestamp()
            {command}
            [Diagnostics.Stopwatch]::GetElapsedTime($start).TotalMilliseconds.ToString('R', [cultureinfo]::InvariantCulture)
            """),
        CultureInfo.InvariantCulture);

    private static string Run(string command)
    {
        ProcessStartInfo start = new("dotnet", [BuiltModules.Pwsh, "-NoProfile", "-NonInteractive", "-Command", command]) { RedirectStandardOutput = true };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["TERM"] = "dumb";
        start.Environment.Remove("PSModulePath");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{command}' exited with {process.ExitCode}: {output}");
        return output;
    }
}
