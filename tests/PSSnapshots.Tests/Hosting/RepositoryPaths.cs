namespace PSSnapshots.Tests.Hosting;

/// <summary>Paths in the repository that these tests were built in.</summary>
public static class RepositoryPaths
{
    /// <summary>The root folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the built module, as users import it.</summary>
    public static string StagedModule { get; } = Path.Combine(Root, "out", "Snapshots");

    /// <summary>The manifest of the built module.</summary>
    public static string ModuleManifest { get; } = Path.Combine(StagedModule, "Snapshots.psd1");

    /// <summary>The example scripts that ship with the module.</summary>
    public static string Examples { get; } = Path.Combine(Root, "module", "examples");

    /// <summary>The folder of the Pester tests.</summary>
    public static string PesterTests { get; } = Path.Combine(Root, "tests", "Pester");

    /// <summary>The shell, in the build configuration of these tests.</summary>
    public static string ShellAssembly { get; } =
        Path.Combine(Root, "src", "PSSnapshots.Shell", "bin", Configuration(), "net10.0", "pwsh.dll");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Snapshots.psd1")) && Directory.Exists(Path.Combine(folder.FullName, "src")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"'{AppContext.BaseDirectory}' is not inside the repository.");
    }

    // …/bin/<configuration>/net10.0/
    private static string Configuration() =>
        Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
}
