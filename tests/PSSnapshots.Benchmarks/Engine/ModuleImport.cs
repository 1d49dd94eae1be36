using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PSSnapshots.Benchmarks.Engine;

/// <summary>The first Import-Module of a process, which cannot be measured twice in one: each is measured in a process of its own.</summary>
internal static class ModuleImport
{
    /// <summary>What this program is called with to be such a process.</summary>
    public const string Argument = "--import-module";

    /// <summary>In the process: imports the module, and prints the milliseconds that it took.</summary>
    public static int Run(string manifest)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using PowerShell pipeline = PowerShell.Create(runspace);

        // The engine's own first pipeline is not the module's.
        pipeline.AddScript("Get-Module | Out-Null").Invoke();
        pipeline.Commands.Clear();
        pipeline.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", "Stop");
        long start = Stopwatch.GetTimestamp();
        pipeline.Invoke();
        Console.Out.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>Has a new process do it.</summary>
    /// <returns>Milliseconds.</returns>
    public static double InNewProcess(string manifest)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [Argument, manifest]) { RedirectStandardOutput = true };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The import of '{manifest}' ended with {process.ExitCode}: {output}");
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
