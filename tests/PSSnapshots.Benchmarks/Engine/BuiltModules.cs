using System.Reflection;

namespace PSSnapshots.Benchmarks.Engine;

/// <summary>The paths of the modules that are measured, and of the PowerShell that imports them.</summary>
internal static class BuiltModules
{
    /// <summary>The manifest of the module itself.</summary>
    public static string Snapshots { get; } = Path.Combine(Metadata("StagedModule"), "Snapshots.psd1");

    /// <summary>The manifest of a module with one cmdlet that does nothing and one format file.</summary>
    public static string Empty { get; } = Path.Combine(Metadata("EmptyModule"), "EmptyModule.psd1");

    /// <summary>The released PowerShell, which <c>dotnet</c> runs.</summary>
    public static string Pwsh { get; } = Metadata("ReleasedPowerShell");

    private static string Metadata(string name) =>
        typeof(BuiltModules).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == name).Value!;
}
