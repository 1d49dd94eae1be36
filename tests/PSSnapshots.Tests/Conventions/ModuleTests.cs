using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Xml.Linq;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Conventions;

/// <summary>The module as it is staged: its manifest, its files, its views.</summary>
public sealed class ModuleTests : EngineTest
{
    [Fact]
    public void TheManifestIsValidAndSaysWhatTheModuleIs() =>
        Assert.Equal(
            ["Snapshots", "PSSnapshots.dll", "7.4", "Core", "True", "0", "0", "0"],
            Texts("""
                $m = Test-ModuleManifest $args[0]
                $m.Name; [System.IO.Path]::GetFileName($m.RootModule); "$($m.PowerShellVersion)"; "$($m.CompatiblePSEditions)"; $m.Guid -ne [guid]::Empty
                $m.ExportedFunctions.Count; $m.ExportedAliases.Count; $m.ExportedVariables.Count
                """, RepositoryPaths.ModuleManifest));

    [Fact]
    public void TheAssembliesHaveTheVersionOfTheManifest() =>
        Assert.Equal(["True", "True"], Texts("""
            $version = (Get-Module Snapshots).Version
            foreach ($assembly in (Get-Command New-RunSnapshot).ImplementingType.Assembly, [PSSnapshots.Snapshot].Assembly) { $assembly.GetName().Version.ToString(3) -eq "$version" }
            """));

    [Fact]
    public void ItShipsNoAssemblyButItsOwn() =>
        Assert.Equal(
            ["PSSnapshots.Core.dll", "PSSnapshots.dll"],
            Directory.EnumerateFiles(RepositoryPaths.StagedModule, "*.dll", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    [Fact]
    public void ItHasNoScriptModuleAndNothingToRunOnImport()
    {
        Assert.Empty(Directory.EnumerateFiles(RepositoryPaths.StagedModule, "*.psm1", SearchOption.AllDirectories));
        Assert.Equal(["0", "0"], Texts("$m = Test-ModuleManifest $args[0]; @($m.Scripts).Count; @($m.NestedModules).Count", RepositoryPaths.ModuleManifest));
    }

    [Fact]
    public void ImportingItShowsNothingAndDefinesNothingButItsCmdlets()
    {
        RecordingHost host = new();
        using Runspace bare = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        bare.Open();
        using PowerShell pipeline = PowerShell.Create(bare).AddScript("""
            $before = @(Get-Command -CommandType Function, Alias, Filter).Count
            Import-Module $args[0] -DisableNameChecking:$false
            @(Get-Command -CommandType Function, Alias, Filter).Count - $before; @(Get-Command -Module Snapshots).Count
            """).AddArgument(RepositoryPaths.ModuleManifest);

        Assert.Equal(["0", "25"], pipeline.Invoke().Select(item => item.ToString()));
        Assert.False(pipeline.HadErrors);
        Assert.Empty(pipeline.Streams.Warning);
        Assert.Empty(host.Warnings.Concat(host.Shown));
    }

    [Fact]
    public void TheSchemaAndTheExamplesAreStaged()
    {
        Assert.True(File.Exists(Path.Combine(RepositoryPaths.StagedModule, "snapshot-1.1.0.schema.json")));
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(RepositoryPaths.StagedModule, "examples"), "*.ps1"));
    }

    [Fact]
    public void EveryTypeThatIsEmittedHasAView()
    {
        HashSet<string> views = [.. XDocument.Load(Path.Combine(RepositoryPaths.StagedModule, "Snapshots.Format.ps1xml"))
            .Descendants("ViewSelectedBy").Elements("TypeName").Select(name => name.Value)];
        string[] emitted = Texts("(Get-Command -Module Snapshots).OutputType.Type | Where-Object Namespace -eq PSSnapshots | ForEach-Object FullName");

        Assert.NotEmpty(emitted);
        Assert.All(emitted.Concat(["PSSnapshots.StepResult", "PSSnapshots.RunLog", "PSSnapshots.WorkflowEvent"]), type => Assert.Contains(type, views));
    }

    [Fact]
    public void EveryViewIsOfATypeThatExistsAndOfPropertiesThatItHas()
    {
        XElement[] views = [.. XDocument.Load(Path.Combine(RepositoryPaths.StagedModule, "Snapshots.Format.ps1xml")).Descendants("View")];

        Assert.All(views, view => Assert.All(view.Descendants("TypeName"), name =>
        {
            Type type = Assert.IsType<Type>(Value($"[{name.Value}]"), exactMatch: false);
            Assert.All(view.Descendants("PropertyName"), property => Assert.NotNull(type.GetProperty(property.Value)));
        }));
    }
}
