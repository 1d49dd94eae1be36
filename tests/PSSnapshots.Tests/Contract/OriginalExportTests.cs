using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Contract;

/// <summary>The real exports of the original, through the cmdlets.</summary>
public sealed class OriginalExportTests : EngineTest
{
    private static readonly string Folder = Path.Combine(RepositoryPaths.Root, "tests", "PSSnapshots.Core.Tests", "Data");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path))
            .Where(name => !name.EndsWith(".schema.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AnExportImportsValidatesRestoresExportsAndEqualsItself(string name) =>
        Assert.Equal(["True", "True", "0", "0", "0", "True"], Texts("""
            $original = Import-RunSnapshot -LiteralPath $args[0] -NoRegister
            Test-RunSnapshot -LiteralPath $args[0]; $original.Version -eq '1.0.0'
            $run = Restore-RunSnapshot $original; @(Compare-RunSnapshot $original $run).Count
            $original | Export-RunSnapshot a.json; $back = Import-RunSnapshot a.json -NoRegister; @(Compare-RunSnapshot $original $back).Count
            @($original | ConvertTo-RunSnapshotJson | Test-RunSnapshot -Detailed).Count
            [object]::ReferenceEquals($run, (Restore-RunSnapshot $back -Run $run -PassThru))
            """, Path.Combine(Folder, name)));
}
