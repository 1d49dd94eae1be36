using System.Text.Json;
using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Conventions;

/// <summary>Checks that versions that several files specify are the same.</summary>
public sealed class VersionTests
{
    [Fact]
    public void The_tool_manifest_pins_the_version_of_PowerShell_that_the_tests_run()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryPaths.Root, ".config", "dotnet-tools.json")));
        var version = manifest.RootElement.GetProperty("tools").GetProperty("powershell").GetProperty("version").GetString();

        Assert.Contains($"{Path.DirectorySeparatorChar}{version}{Path.DirectorySeparatorChar}", Path.GetFullPath(PowerShellPackages.Pwsh), StringComparison.Ordinal);
        Assert.True(File.Exists(PowerShellPackages.Pwsh));
    }
}
