using System.Reflection;

namespace PSSnapshots.Benchmarks.Engine;

/// <summary>Where the build put the modules that are measured.</summary>
internal static class BuiltModules
{
    /// <summary>The manifest of the module itself.</summary>
    public static string Snapshots { get; } = Path.Combine(FolderOf("StagedModule"), "Snapshots.psd1");

    /// <summary>The manifest of a module with one cmdlet that does nothing and one format file.</summary>
    public static string Empty { get; } = Path.Combine(FolderOf("EmptyModule"), "EmptyModule.psd1");

    private static string FolderOf(string name) =>
        typeof(BuiltModules).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == name).Value!;
}
