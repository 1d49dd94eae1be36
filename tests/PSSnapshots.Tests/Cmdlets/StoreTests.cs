using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

/// <summary>The messages that a host shows when snapshots are removed from a store.</summary>
public sealed class StoreTests
{
    [Fact]
    public void Remove_with_WhatIf_shows_why_each_snapshot_would_be_removed()
    {
        RecordingHost host = new();
        using ModuleEngine engine = new(host);
        engine.Invoke("""
            $run = New-WorkflowRun deploy deploy-7
            1..3 | ForEach-Object { $run | New-RunSnapshot | Export-RunSnapshot -Store ./state }
            Remove-RunSnapshot -Store ./state -MaxCount 2 -WhatIf
            """);

        Assert.Contains(host.Shown, line => line.Contains("Remove (it is not among the newest 2)", StringComparison.Ordinal) && line.Contains("deploy-7 #1", StringComparison.Ordinal));
    }
}
