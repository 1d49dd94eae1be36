#Requires -Version 7.4

# The manager of the original's guide, as a script uses it.
Describe 'The methods of a SnapshotManager' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $manager = [PSSnapshots.SnapshotManager]::new(2)
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        $run.Store.SetStatus('Running')
        $first = $manager.Create($run.Store, 'first')
        $run.Store.SetStatus('Paused')
        $second = $manager.Create($run.Store)
    }

    It 'create and return snapshots' {
        $manager.GetLatest('deploy-7').Id | Should -BeExactly $second.Id
        $manager.GetLatest('deploy-7').Status | Should -Be 'Paused'
        $manager.GetAll('deploy-7').Id | Should -BeExactly $first.Id, $second.Id
        $manager.Get('deploy-7', 1).Label | Should -BeExactly 'first'
        Get-RunSnapshot | Should -BeNullOrEmpty
    }

    It 'keep the number of snapshots that the constructor specifies' {
        $null = $manager.Create($run.Store)
        $manager.GetAll('deploy-7').Sequence | Should -Be 2, 3
    }

    It 'restore a snapshot into the store of a run' {
        $manager.Restore($run.Store, $first)
        $run.Status | Should -Be 'Running'
    }

    It 'export a snapshot, and import and restore it in another manager' {
        $other = [PSSnapshots.SnapshotManager]::new()
        $imported = $other.Import($manager.Export($first))

        $imported.Label | Should -BeExactly 'first'
        $other.Count | Should -Be 1
        $other.Restore($imported).Status | Should -Be 'Running'
    }

    It 'remove one snapshot, those of a run, and all' {
        $other = [PSSnapshots.SnapshotManager]::new()
        $null = $other.Import($manager.Export($first))

        $manager.Remove($first) | Should -BeTrue
        $manager.Clear('deploy-7') | Should -Be 1
        $other.ClearAll() | Should -Be 1
    }
}
