using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Conventions;

/// <summary>The module in a host of its own.</summary>
public sealed class ModuleTests
{
    [Fact]
    public void Import_shows_nothing_and_defines_only_cmdlets_and_their_aliases()
    {
        RecordingHost host = new();
        using Runspace bare = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        bare.Open();
        using PowerShell pipeline = PowerShell.Create(bare).AddScript("""
            $before = @(Get-Command -CommandType Function, Filter).Count
            Import-Module $args[0] -DisableNameChecking:$false
            @(Get-Command -CommandType Function, Filter).Count - $before
            $module = Get-Module Snapshots; @(Get-Command -CommandType Cmdlet -Module Snapshots).Count -eq $module.ExportedCmdlets.Count
            """).AddArgument(RepositoryPaths.ModuleManifest);

        Assert.Equal(["0", "True"], pipeline.Invoke().Select(item => item.ToString()));
        Assert.False(pipeline.HadErrors);
        Assert.Empty(pipeline.Streams.Warning);
        Assert.Empty(host.Warnings.Concat(host.Shown));
    }
}
