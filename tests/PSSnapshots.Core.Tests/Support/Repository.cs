namespace PSSnapshots.Core.Tests.Support;

internal static class Repository
{
    /// <summary>The repository, seen from the tests' own folder: a deterministic build does not tell where the sources are.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PSSnapshots.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No repository is above '{AppContext.BaseDirectory}'.");
        return folder.FullName;
    }
}
