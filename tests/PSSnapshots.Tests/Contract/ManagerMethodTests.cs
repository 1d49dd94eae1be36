using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Contract;

/// <summary>The guide's manager as a script uses it by its methods.</summary>
public class ManagerMethodTests
{
    [Fact]
    public void AManagerCreatesExportsImportsAndRestoresByItsMethods()
    {
        using var engine = new ModuleEngine();

        var output = engine.Invoke("""
            $manager = [PSSnapshots.SnapshotManager]::new(2)
            $run = New-WorkflowRun -WorkflowId deploy -RunId by-methods
            $run.Store.SetStatus('Running')
            $first = $manager.Create($run.Store, 'first')
            $run.Store.SetStatus('Paused')
            $null = $manager.Create($run.Store)
            $manager.Restore($run.Store, $first)
            "$($run.Status)"
            "$($manager.GetLatest('by-methods').Status), $($manager.GetAll('by-methods').Count), $($manager.Get('by-methods', 1).Label)"
            $other = [PSSnapshots.SnapshotManager]::new()
            $back = $other.Import($manager.Export($first))
            "$($back.Label) $($other.Restore($back).Status) $($other.Count)"
            "$($manager.Remove($first)) $($manager.Clear('by-methods')) $($other.ClearAll())"
            """);

        Assert.Equal(["Running", "Paused, 2, first", "first Running 1", "True 1 1"], output.Select(line => line.ToString()));
    }
}
