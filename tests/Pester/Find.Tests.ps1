#Requires -Version 7.4

Describe 'Find' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        foreach ($status in 'Running', 'Failed', 'Running', 'Failed') {
            Set-WorkflowRun $run -StepId deploy -StepStatus $status -Output @{ attempt = 1 }
            $null = New-RunSnapshot $run
        }
    }

    It 'finds the first that had a value, as <Value>' -ForEach @(@{ Value = 'failed' }, @{ Value = 'Failed' }) {
        (Find-RunSnapshot -Path '/stepResults/deploy/status' -Value $Value).Sequence | Should -Be 2
    }

    It 'finds the first that had anything there' {
        (Find-RunSnapshot /logs/2 -RunId deploy-7).Sequence | Should -Be 3
    }

    It 'looks at piped snapshots by their numbers' {
        $found = Get-RunSnapshot deploy-7 | Sort-Object Sequence -Descending | Where-Object Sequence -gt 2 | Find-RunSnapshot /stepResults/deploy/status failed
        $found.Sequence | Should -Be 4
    }

    It 'finds nothing where nothing was' {
        Find-RunSnapshot /stepResults/deploy/output/attempt 2 | Should -BeNullOrEmpty
    }

    It 'refuses what is no JSON Pointer' {
        { Find-RunSnapshot status } | Should -Throw -ErrorId 'InvalidPointer,PSSnapshots.Commands.FindRunSnapshotCommand'
    }
}
