using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Stress;

/// <summary>A restore into a hashtable while another runspace reads the hashtable.</summary>
public sealed class RestoreIntoObjectStressTests : EngineTest
{
    [Fact]
    public void A_reader_that_locks_a_synchronized_hashtable_never_sees_a_partial_restore()
    {
        Set("module", Hosting.RepositoryPaths.ModuleManifest);
        string[] problems = InvokeAsText("""
            $manager = New-RunSnapshotManager
            $held = [hashtable]::Synchronized(@{ RunId = $id; WorkflowId = 'w'; Status = 'Running'; ExecutionContext = @{ n = 1 }; Result = 1 })
            $one = New-RunSnapshot $held -Manager $manager
            $held.Status = 'Paused'; $held.ExecutionContext = @{ n = 2 }; $held.Result = 2
            $two = New-RunSnapshot $held -Manager $manager
            1..12 | ForEach-Object -ThrottleLimit 12 -Parallel {
                Import-Module $using:module
                $held = $using:held; $manager = $using:manager; $worker = $_
                1..40 | ForEach-Object {
                    switch ($worker % 4) {
                        0 { Restore-RunSnapshot $using:one $held -Manager $manager }
                        1 { Restore-RunSnapshot $using:two $held -Manager $manager }
                        2 { Undo-RunSnapshotRestore $held -Manager $manager -ErrorAction SilentlyContinue }
                        3 {
                            [System.Threading.Monitor]::Enter($held.SyncRoot)
                            try { $seen = "$($held.Status) $($held.ExecutionContext.n) $($held.Result)" } finally { [System.Threading.Monitor]::Exit($held.SyncRoot) }
                            if ($seen -notin 'Running 1 1', 'Paused 2 2') { "seen: $seen" }
                        }
                    }
                    $kept = Get-RunSnapshot $held.RunId -Label before-restore -Manager $manager
                    if ($kept -and "$($kept.Status) $($kept.ExecutionContext['n']) $($kept.Result)" -notin 'Running 1 1', 'Paused 2 2') { "kept: $kept" }
                }
            }
            $before = New-RunSnapshot $held -Manager $manager
            Restore-RunSnapshot $one $held -Manager $manager; Undo-RunSnapshotRestore $held -Manager $manager
            Compare-RunSnapshot $before (New-RunSnapshot $held -Manager $manager) | ForEach-Object ToString
            """);

        Assert.Empty(problems);
    }
}
