#Requires -Version 7.4

Describe 'Ownership of runs in a store' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        $start = 'PSSnapshots.Commands.StartWorkflowRunCommand'
        $resume = 'PSSnapshots.Commands.ResumeWorkflowRunCommand'
        $export = 'PSSnapshots.Commands.ExportRunSnapshotCommand'
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $state = Join-Path $TestDrive ([guid]::NewGuid())
    }

    It 'keeps three files for a run, however many steps it has' {
        $null = New-WorkflowRun w long -Definition { foreach ($number in 1..20) { Step "s$number" { $number } } } | Start-WorkflowRun -Checkpoint $state

        (Get-ChildItem $state -File).Name | Sort-Object | Should -BeExactly 'long.00000001.journal', 'long.lock', 'long.owner'
        Get-RunSnapshot long -Store $state | Should -HaveCount 22
        (Get-RunSnapshot long -Store $state -Latest).Epoch | Should -Be 1
    }

    It 'refuses to save a snapshot of a run that another process owns' {
        $store = [PSSnapshots.Storage.DirectorySnapshotStore]::new($state)
        $lease = $store.Acquire('deploy-7')
        $run = New-WorkflowRun deploy deploy-7
        try { $null = Assert-SingleError { New-RunSnapshot $run | Export-RunSnapshot -Store $state } "RunLocked,$export" ResourceBusy }
        finally { $lease.Dispose() }

        (New-RunSnapshot $run | Export-RunSnapshot -Store $state -PassThru).Sequence | Should -Be 1
        $store.Dispose()
    }

    It 'reports a store that another program keeps in use' {
        $run = New-WorkflowRun deploy deploy-7
        New-RunSnapshot $run | Export-RunSnapshot -Store $state
        $held = [IO.File]::Open((Join-Path $state deploy-7.lock), 'Open', 'ReadWrite', 'None')
        try { $null = Assert-SingleError { New-RunSnapshot $run | Export-RunSnapshot -Store $state } "StoreBusy,$export" ResourceBusy }
        finally { $held.Dispose() }
    }

    It 'stops a run that has lost its ownership, and reports it' {
        $run = New-WorkflowRun w -RunId lost -InputData $state -Definition {
            Step a { Remove-Item (Join-Path $Run.Input lost.owner) }
            Step b { 2 }
        }
        $null = Assert-SingleError { Start-WorkflowRun $run -Checkpoint $state | Out-Null } "LeaseLost,$start" OperationStopped

        $run.Status | Should -Be 'Suspended'
        $run.StepResults.Keys | Should -Not -Contain 'b'
    }

    It 'refuses to resume a run whose newest checkpoint is damaged, unless forced' {
        $definition = { Step a { 1 }; Step b { if ($null -eq $ResumeData) { Suspend-WorkflowRun } } }
        $null = New-WorkflowRun w damaged -Definition $definition | Start-WorkflowRun -Checkpoint $state
        $journal = Join-Path $state damaged.00000001.journal
        $bytes = [IO.File]::ReadAllBytes($journal)
        $bytes[-10] = $bytes[-10] -bxor 1
        [IO.File]::WriteAllBytes($journal, $bytes)

        $null = Assert-SingleError { Resume-WorkflowRun -RunId damaged -Checkpoint $state -Definition $definition -ResumeData 1 -WarningAction SilentlyContinue } "CheckpointDamaged,$resume" InvalidData
        (Resume-WorkflowRun -RunId damaged -Checkpoint $state -Definition $definition -Force -WarningAction SilentlyContinue).Status | Should -Be 'Suspended'
    }

    It 'warns once about a folder that other users can write to' -Skip:$IsWindows {
        $run = New-WorkflowRun deploy deploy-7
        New-RunSnapshot $run | Export-RunSnapshot -Store $state
        chmod g+w $state
        New-RunSnapshot $run | Export-RunSnapshot -Store $state -WarningVariable first -WarningAction SilentlyContinue
        New-RunSnapshot $run | Export-RunSnapshot -Store $state -WarningVariable second -WarningAction SilentlyContinue

        $first | Should -HaveCount 1
        "$first" | Should -BeLike '*Other users can write to the folder*'
        $second | Should -BeNullOrEmpty
    }
}
