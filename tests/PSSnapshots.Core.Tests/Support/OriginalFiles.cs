namespace PSSnapshots.Core.Tests.Support;

/// <summary>The exports of the original in the folder Data.</summary>
internal static class OriginalFiles
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Data");

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Where(name => !name.Contains("schema", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static TheoryData<string> AsTheoryData() => [.. Names];
}
