namespace PSSnapshots.Core.Tests.Support;

internal static class Repository
{
    /// <summary>The root folder of the repository, found from the folder of the tests, because a deterministic build has no source paths.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PSSnapshots.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No repository is above '{AppContext.BaseDirectory}'.");
        return folder.FullName;
    }
}
