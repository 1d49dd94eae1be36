using System.Collections.Specialized;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Fidelity;

/// <summary>The README's table of types says what happens: each verdict is that of values carried there and back.</summary>
public sealed class TypeTableTests : EngineTest
{
    private const string Begin = "<!-- types -->\n";
    private const string End = "<!-- /types -->";

    private static readonly string Folder = Path.Combine(RepositoryPaths.Root, "tests", "TypeTable");
    private static readonly string ReadmePath = Path.Combine(RepositoryPaths.Root, "README.md");

    public TypeTableTests() => Do("param($folder) . $folder/Verdict.ps1; $types = . $folder/Types.ps1; $manager = New-RunSnapshotManager", Folder);

    [Fact]
    public void TheTableOfTheReadmeIsWhatComesBack()
    {
        OrderedDictionary clixml = Column("""
            , [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($value, 2))
            """);
        OrderedDictionary snapshots = Column("""
            , (New-RunSnapshot @{ RunId = $id; WorkflowId = 'w'; Input = $value } -Manager $manager | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).Input
            """);
        string table = string.Concat(
        [
            "| A value | `ConvertTo-Json` | `Export-Clixml` | a snapshot |\n|---|---|---|---|\n",
            .. JsonColumn().Select(row => $"| {row.Type} | {row.Verdict} | {clixml[row.Type]} | {snapshots[row.Type]} |\n"),
        ]);

        string readme = File.ReadAllText(ReadmePath).ReplaceLineEndings("\n");
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = readme.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("SNAPSHOTS_WRITE_TYPE_TABLE") == "1")
            File.WriteAllText(ReadmePath, string.Concat(readme.AsSpan(0, begin), table, readme.AsSpan(end)));
        else
            Assert.True(table == readme[begin..end], $"The README's table is not what comes back; this is:\n{table}");
    }

    [Fact]
    public void TheColumnThatIsMeasuredElsewhereHasTheRowsOfTheTable() =>
        Assert.Equal(Texts("$types.Keys"), JsonColumn().Select(row => row.Type));

    [Fact]
    public void AVerdictTellsWhatIsNotTheSame() =>
        Assert.Equal(["kept", "as Int64", "changed", "inside: as String", "entries lost", "items lost", "keys as String", "lost"], Texts("""
            Get-Verdict @{ a = 1, 2.0 } @{ a = 1, 2.0 }; Get-Verdict 1 1L; Get-Verdict 1.0d 1.00d; Get-Verdict @{ a = , 1 } @{ a = , '1' }
            Get-Verdict @{ a = 1; b = 2 } @{ a = 1 }; Get-Verdict @(1, 2) @(, 1); Get-Verdict @{ 1 = 2 } @{ '1' = 2 }; Get-Verdict 1 $null
            """));

    private OrderedDictionary Column(string carry) => (OrderedDictionary)Value($"Get-TypeColumn $types {{ param($value) {carry} }}")!;

    private static IEnumerable<(string Type, string Verdict)> JsonColumn() =>
        File.ReadLines(Path.Combine(Folder, "ConvertTo-Json.tsv")).Select(line => line.Split('\t')).Select(cells => (cells[0], cells[1]));
}
