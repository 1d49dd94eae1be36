using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell;

namespace PSSnapshots.Shell;

/// <summary>The PowerShell console, with the module Snapshots found by its name.</summary>
internal static class Program
{
    // A method of its own: the engine's types are loaded with the method that names them, and read these variables then.
    private static int Main(string[] args)
    {
        SetDefault("POWERSHELL_TELEMETRY_OPTOUT", "1");
        SetDefault("POWERSHELL_UPDATECHECK", "Off");
        return Run(args);
    }

    private static int Run(string[] args)
    {
        Environment.SetEnvironmentVariable("PSModulePath", GetModulePath());
        return ConsoleShell.Start($"PowerShell {PSVersionInfo.PSVersion} with the module Snapshots", helpText: null, args);
    }

    // The console inserts the standard folders before the given ones, unless all of them are there already. The build's
    // own module comes first: it is the one to find, here and in child processes, even if another version is installed.
    private static string GetModulePath()
    {
        var built = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ModuleFolder").Value!;
        var standard = ModuleIntrinsics.GetModulePath(currentProcessModulePath: null, hklmMachineModulePath: null, hkcuUserModulePath: null);
        var given = Environment.GetEnvironmentVariable("PSModulePath") ?? "";
        var folders = $"{built}{Path.PathSeparator}{standard}{Path.PathSeparator}{given}".Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(Path.PathSeparator, folders.Distinct());
    }

    private static void SetDefault(string variable, string value)
    {
        if (Environment.GetEnvironmentVariable(variable) is null) Environment.SetEnvironmentVariable(variable, value);
    }
}
