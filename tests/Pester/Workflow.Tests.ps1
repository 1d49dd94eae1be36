#Requires -Version 7.4

Describe 'Workflow runs' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        $start = 'PSSnapshots.Commands.StartWorkflowRunCommand'
        $resume = 'PSSnapshots.Commands.ResumeWorkflowRunCommand'
        $suspend = 'PSSnapshots.Commands.SuspendWorkflowRunCommand'
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $state = Join-Path $TestDrive ([guid]::NewGuid())
    }

    Context 'Start-WorkflowRun' {
        It 'returns the run, completed' {
            $run = New-WorkflowRun w -Definition { Step a { 1 } }

            [object]::ReferenceEquals((Start-WorkflowRun $run), $run) | Should -BeTrue
            $run.Status | Should -Be 'Completed'
        }

        It 'starts nothing with -WhatIf' {
            $run = New-WorkflowRun w -Definition { Step a { 1 } }

            Start-WorkflowRun $run -WhatIf | Should -BeNullOrEmpty
            $run.Status | Should -Be 'Initial'
        }

        It 'refuses a run without a definition' {
            $run = New-WorkflowRun w

            $null = Assert-SingleError { Start-WorkflowRun $run } "DefinitionMissing,$start" InvalidArgument
        }

        It 'refuses a run that is completed' {
            $run = New-WorkflowRun w -Definition { Step a { 1 } } | Start-WorkflowRun

            $null = Assert-SingleError { Start-WorkflowRun $run } "InvalidRunState,$start" InvalidOperation
        }

        It 'refuses a store that cannot be created' {
            Set-Content $state ''
            $run = New-WorkflowRun w -Definition { Step a { 1 } }

            $null = Assert-SingleError { Start-WorkflowRun $run -Checkpoint $state/state } "StoreReadFailed,$start" ReadError
            $run.Status | Should -Be 'Initial'
        }

        It '-OnCheckpointFailure <Action> leaves the run <Status> if a checkpoint cannot be saved' -ForEach @(
            @{ Action = 'Stop'; Status = 'Suspended'; ErrorIds = 'CheckpointFailed,PSSnapshots.Commands.StartWorkflowRunCommand'; Warns = $false }
            @{ Action = 'Continue'; Status = 'Completed'; ErrorIds = @(); Warns = $true }
        ) {
            # A file takes the place of the store's folder while the run is in progress.
            $run = New-WorkflowRun w -Definition { Step a { Move-Item $state $state-moved; Set-Content $state '' }; Step b { 2 } }
            $records = & { Start-WorkflowRun $run -Checkpoint $state -OnCheckpointFailure $Action } *>&1

            $run.Status | Should -Be $Status
            $records | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object FullyQualifiedErrorId | Should -BeExactly $ErrorIds
            [bool]@($records | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }) | Should -Be $Warns
            (Get-RunSnapshot -Store $state-moved)[-1].Status | Should -Be 'Running'
        }
    }

    Context 'Resume-WorkflowRun' {
        It 'refuses a run without a definition' {
            $run = New-WorkflowRun w

            $null = Assert-SingleError { Resume-WorkflowRun $run } "DefinitionMissing,$resume" InvalidArgument
        }

        It 'refuses a run that has not started' {
            $run = New-WorkflowRun w -Definition { Step a { 1 } }

            $null = Assert-SingleError { Resume-WorkflowRun $run } "InvalidRunState,$resume" InvalidOperation
        }

        It 'refuses a run that is completed' {
            $run = New-WorkflowRun w -Definition { Step a { 1 } } | Start-WorkflowRun

            $null = Assert-SingleError { Resume-WorkflowRun $run } "InvalidRunState,$resume" InvalidOperation
        }

        It 'refuses a run that is in progress' {
            $run = New-WorkflowRun w -Definition { Step a { Resume-WorkflowRun $Run } }

            $null = Assert-SingleError { (Start-WorkflowRun $run).Status } "InvalidRunState,$resume" InvalidOperation -Output 'Completed'
        }

        It 'resumes nothing with -WhatIf' {
            $run = New-WorkflowRun w -Definition { Step a { if (-not $ResumeData) { Suspend-WorkflowRun } } } | Start-WorkflowRun

            Resume-WorkflowRun $run -ResumeData yes -WhatIf | Should -BeNullOrEmpty
            $run.Status | Should -Be 'Suspended'
        }

        It 'continues a failed run at the step that failed' {
            $ran = [System.Collections.Generic.List[string]]::new()
            $broken = $true
            $run = New-WorkflowRun w -Definition { Step a { $ran.Add('a') }; Step b { $ran.Add('b'); if ($broken) { throw 'no' } }; Step c { $ran.Add('c') } }
            (Start-WorkflowRun $run -ErrorAction Ignore).Status | Should -Be 'Failed'
            $broken = $false

            (Resume-WorkflowRun $run).Status | Should -Be 'Completed'
            $ran | Should -Be 'a', 'b', 'b', 'c'
        }

        It 'continues a run from its checkpoints in another runspace' {
            $file = Join-Path $TestDrive 'w.ps1'
            Set-Content $file 'Step a { 1 }; Step b { if (-not $ResumeData) { Suspend-WorkflowRun }; "$ResumeData $($Steps[''a''].Output)" }'
            $run = New-WorkflowRun w -DefinitionPath $file | Start-WorkflowRun -Checkpoint $state

            $resumed = $run.RunId | ForEach-Object -Parallel {
                Import-Module $using:manifest
                Resume-WorkflowRun -RunId $_ -Checkpoint $using:state -DefinitionPath $using:file -ResumeData yes
            }
            $resumed.Status | Should -Be 'Completed'
            $resumed.Output | Should -Be 'yes 1'
            $run.Status | Should -Be 'Suspended'
        }

        It 'saves checkpoints in the store that the run was started with' {
            $run = New-WorkflowRun w -Definition { Step a { 1 }; Step b { if (-not $ResumeData) { Suspend-WorkflowRun }; 2 } } | Start-WorkflowRun -Checkpoint $state
            $before = (Get-RunSnapshot -Store $state)[-1]
            $null = Resume-WorkflowRun $run -ResumeData 1
            $after = (Get-RunSnapshot -Store $state)[-1]

            $after.Sequence | Should -BeGreaterThan $before.Sequence
            $after.Status | Should -Be 'Completed'
        }

        It 'reports a run without a checkpoint' {
            $null = New-Item -ItemType Directory $state
            $null = Assert-SingleError { Resume-WorkflowRun -RunId none -Checkpoint $state -Definition { Step a { } } } "CheckpointNotFound,$resume" ObjectNotFound
        }

        It 'refuses a file as the store' {
            Set-Content $state ''

            $null = Assert-SingleError { Resume-WorkflowRun -RunId x -Checkpoint $state -Definition { Step a { } } } "StoreIsFile,$resume" InvalidArgument -Terminating
        }

        It 'refuses a changed definition and lists the differences, unless -Force is used' {
            $run = New-WorkflowRun w -Definition { Step a { 1 }; Step b { Suspend-WorkflowRun } } | Start-WorkflowRun
            $failure = Assert-SingleError { Resume-WorkflowRun $run -Definition { Step a { 1 }; Step b { 2 }; Step c { 3 } } } "DefinitionChanged,$resume" InvalidOperation

            $failure.Exception.Message | Should -Match "'b' changed, 'c' added"
            $run.Status | Should -Be 'Suspended'
            (Resume-WorkflowRun $run -Definition { Step a { 1 }; Step b { 2 }; Step c { 3 } } -Force).Status | Should -Be 'Completed'
        }

        Context 'with a non-idempotent step that has begun' {
            BeforeEach {
                $ran = [System.Collections.Generic.List[string]]::new()
                $run = New-WorkflowRun w -Definition { Step pay { $ran.Add('pay'); 1 } -NonIdempotent; Step ship { $ran.Add('ship'); 2 } }
                Set-WorkflowRun $run -Status Running -StepId pay -StepStatus Running
            }

            It 'does not run it again without being asked' {
                $failure = Assert-SingleError { Resume-WorkflowRun $run } "NonIdempotentStep,$resume" InvalidOperation

                $failure.Exception.Message | Should -Match "'pay'"
                $ran | Should -BeNullOrEmpty
            }

            It 'continues after it with -SkipStep' {
                $null = Resume-WorkflowRun $run -SkipStep pay

                $ran | Should -Be 'ship'
            }

            It 'runs it again with -Force' {
                $null = Resume-WorkflowRun $run -Force

                $ran | Should -Be 'pay', 'ship'
            }
        }

        It 'refuses <Case>' -ForEach @(
            @{ Case = 'to skip a step that does not exist'; Script = { Resume-WorkflowRun $run -SkipStep none }; Id = 'InvalidRunOption,PSSnapshots.Commands.ResumeWorkflowRunCommand'; Category = 'InvalidArgument' }
            @{ Case = 'data for a step that does not exist'; Script = { Resume-WorkflowRun $run -StepId none }; Id = 'InvalidRunOption,PSSnapshots.Commands.ResumeWorkflowRunCommand'; Category = 'InvalidArgument' }
            @{ Case = 'data that cannot be kept'; Script = { Resume-WorkflowRun $run -ResumeData { live } }; Id = 'UnsupportedValue,PSSnapshots.Commands.ResumeWorkflowRunCommand'; Category = 'InvalidType' }
        ) {
            $run = New-WorkflowRun w -Definition { Step a { Suspend-WorkflowRun } } | Start-WorkflowRun

            $null = Assert-SingleError $Script $Id $Category
            $run.Status | Should -Be 'Suspended'
        }

        It 'refuses a run that is locked elsewhere, until it is unlocked' {
            $store = [PSSnapshots.Storage.MemorySnapshotStore]::new()
            $run = New-WorkflowRun w -Definition { Step a { Suspend-WorkflowRun } } | Start-WorkflowRun -Checkpoint $store
            $held = $store.Acquire($run.RunId)
            $null = Assert-SingleError { Resume-WorkflowRun $run } "RunLocked,$resume" ResourceBusy
            $run.Status | Should -Be 'Suspended'
            $held.Dispose()

            (Resume-WorkflowRun $run).Status | Should -Be 'Suspended'
        }

        It 'refuses a run that has continued elsewhere' {
            $definition = { Step a { if ($null -eq $ResumeData) { Suspend-WorkflowRun }; 1 } }
            $run = New-WorkflowRun w -Definition $definition | Start-WorkflowRun -Checkpoint $state
            $null = Resume-WorkflowRun -RunId $run.RunId -Checkpoint $state -Definition $definition -ResumeData 1

            $null = Assert-SingleError { Resume-WorkflowRun $run -ResumeData 2 } "NewerCheckpoint,$resume" InvalidOperation
        }
    }

    Context 'Suspend-WorkflowRun' {
        It 'ends the code of its step, running finally but not catch' {
            $seen = [System.Collections.Generic.List[string]]::new()
            $run = New-WorkflowRun w -Definition {
                Step a {
                    if ($null -ne $ResumeData) { return $ResumeData }
                    try { try { Suspend-WorkflowRun -Payload @{ question = 'go?' } } catch { $seen.Add('catch') } } finally { $seen.Add('finally') }
                    $seen.Add('after')
                }
            } | Start-WorkflowRun

            $run.Status | Should -Be 'Suspended'
            $run.StepResults['a'].Output.question | Should -Be 'go?'
            $seen | Should -Be 'finally'
            (Resume-WorkflowRun $run -ResumeData yes).Output | Should -Be 'yes'
            $run.Status | Should -Be 'Completed'
        }

        It 'suspends a run that it is given after the current step' {
            $run = New-WorkflowRun w -Definition { Step a { Suspend-WorkflowRun $Run; 1 }; Step b { 2 } } | Start-WorkflowRun

            $run.Status | Should -Be 'Suspended'
            $run.StepResults['a'].Output | Should -Be 1
            (Resume-WorkflowRun $run).Status | Should -Be 'Completed'
        }

        It 'reports that it is not called in a step' {
            $null = Assert-SingleError { Suspend-WorkflowRun } "NotInStep,$suspend" InvalidOperation -Terminating
        }

        It 'reports a run that is not in progress' {
            $run = New-WorkflowRun w -Definition { Step a { 1 } }

            $null = Assert-SingleError { Suspend-WorkflowRun $run } "RunNotActive,$suspend" InvalidOperation
        }

        It 'does nothing with -WhatIf' {
            $run = New-WorkflowRun w -Definition { Step a { Suspend-WorkflowRun $Run -WhatIf; 1 }; Step b { 2 } }

            (Start-WorkflowRun $run).Status | Should -Be 'Completed'
        }

        It 'refuses <Case>, which fails the step' -ForEach @(
            @{ Case = 'a payload that cannot be kept'; Definition = { Step a { Suspend-WorkflowRun -Payload @{ a = { live } } } }; Id = 'UnsupportedValue,PSSnapshots.Commands.SuspendWorkflowRunCommand' }
        ) {
            $run = New-WorkflowRun w -Definition $Definition | Start-WorkflowRun -ErrorAction Ignore

            $run.Status | Should -Be 'Failed'
            $run.StepResults['a'].Error.Details.errorId | Should -BeExactly $Id
        }
    }

    Context 'Watch-WorkflowRun' {
        It 'returns the events of a run that has ended' {
            $run = New-WorkflowRun w -Definition { Step a { 1 } } | Start-WorkflowRun

            Watch-WorkflowRun $run | Should -HaveCount $run.Events.Count
            (Watch-WorkflowRun $run)[-1].Description | Should -Be 'Workflow completed'
        }

        It 'returns no event of a run that has ended with -New' {
            $run = New-WorkflowRun w -Definition { Step a { 1 } } | Start-WorkflowRun

            Watch-WorkflowRun $run -New | Should -BeNullOrEmpty
        }

        It 'returns the events of a job while it runs, until it ends' {
            $go = [System.Threading.ManualResetEventSlim]::new()
            $run = New-WorkflowRun w -Definition { Step a { ($using:go).Wait() } }
            $job = Start-WorkflowRun $run -AsJob

            (Watch-WorkflowRun $run | Select-Object -First 1).Description | Should -Be 'Workflow started'
            (Watch-WorkflowRun $run | Where-Object StepId -EQ a | Select-Object -First 1).Description | Should -Be 'Step a running'
            $go.Set()
            (Watch-WorkflowRun $run)[-1].Description | Should -Be 'Workflow completed'
            $job | Wait-Job | Remove-Job
            $run.Status | Should -Be 'Completed'
        }
    }

    Context 'Watch-WorkflowRun of a run that is not running' {
        It 'returns its events: <Case>' -ForEach @(
            @{ Case = 'a run that was never started'; Count = 0; Make = { New-WorkflowRun w -Definition { Step a { 1 } } } }
            @{ Case = 'a run that waits'; Count = 4; Make = { New-WorkflowRun w -Definition { Step a { Suspend-WorkflowRun } } | Start-WorkflowRun } }
            @{ Case = 'a run that a script reports'; Count = 1; Make = { New-WorkflowRun w | Set-WorkflowRun -Status Running -PassThru } }
            @{ Case = 'a paused run'; Count = 1; Make = { New-WorkflowRun w | Set-WorkflowRun -Status Paused -PassThru } }
            @{ Case = 'a run that was running in another process'; Count = 1; Make = { New-WorkflowRun w | Set-WorkflowRun -Status Running -PassThru | New-RunSnapshot | Restore-RunSnapshot } }
            @{ Case = 'a job that could not begin'; Count = 0; Make = {
                    Set-Content $state ''
                    $job = New-WorkflowRun w -Definition { Step a { 1 } } | Start-WorkflowRun -Store $state/none -AsJob
                    $job.Run
                    $null = Wait-Job $job | Remove-Job -Force
                }
            }
        ) {
            Watch-WorkflowRun (& $Make) | Should -HaveCount $Count
        }

        It 'waits no longer than -Timeout: <Timeout>' -ForEach @(
            @{ Timeout = 0.05 }
            @{ Timeout = '50ms' }
            @{ Timeout = [timespan]::FromMilliseconds(50) }
        ) {
            Watch-WorkflowRun (New-WorkflowRun w) -Timeout $Timeout | Should -BeNullOrEmpty
        }

        It 'waits with -Timeout for a run that is started meanwhile' {
            $run = New-WorkflowRun w -Definition { Step a { 1 } }
            $watch = [powershell]::Create().AddScript({ param($manifest, $run) Import-Module $manifest; Watch-WorkflowRun $run -Timeout 5m }).AddArgument($manifest).AddArgument($run)
            try {
                $watching = $watch.BeginInvoke()
                $null = Start-WorkflowRun $run
                $watch.EndInvoke($watching)[-1].Description | Should -Be 'Workflow completed'
            }
            finally { $watch.Dispose() }
        }

        It 'is refused in a step of the run itself: <Case>' -ForEach @(
            @{ Case = 'a step'; Definition = { Step a { Watch-WorkflowRun $Run } } }
            @{ Case = 'a parallel step'; Command = 'Start'; Definition = { InParallel { Step a { Watch-WorkflowRun $Run }; Step b { 1 } } } }
            @{ Case = 'a condition'; Definition = { Branch { When { Watch-WorkflowRun $Run; $true } { Step b { 1 } } } } }
            @{ Case = 'a step of another run in it'; Definition = { Step a { $outer = $Run; $null = New-WorkflowRun inner -Definition { Step x { Watch-WorkflowRun $outer } } | Start-WorkflowRun } } }
        ) {
            $run = New-WorkflowRun w -Definition $Definition

            $null = Assert-SingleError { (Start-WorkflowRun $run).Status } "WatchedByItself,PSSnapshots.Commands.$($Command ?? 'Watch')WorkflowRunCommand" InvalidOperation -Output 'Completed'
        }
    }

    Context 'Start-WorkflowRun -AsJob' {
        It 'returns a job whose output is the run' {
            function Get-Mine { 'mine' }
            $run = New-WorkflowRun w -InputData @{ n = 5 } -Definition { Step a { "$(Get-Mine) $($Run.Input.n)" } }
            $job = Start-WorkflowRun $run -AsJob

            (Wait-Job $job).State | Should -Be 'Completed'
            [object]::ReferenceEquals($job.Run, $run) | Should -BeTrue
            $received = $job | Receive-Job -AutoRemoveJob -Wait
            $received.Output | Should -Be 'mine 5'
            $received.Status | Should -Be 'Completed'
            Get-Job | Should -BeNullOrEmpty
        }

        It 'returns a job that fails with the error of its run' {
            $job = New-WorkflowRun w -Definition { Step a { throw 'no' } } | Start-WorkflowRun -AsJob
            $null = Wait-Job $job

            $job.State | Should -Be 'Failed'
            (Assert-SingleError { $null = Receive-Job $job } JobStateFailed InvalidResult).Exception.Message | Should -Match 'no'
            Remove-Job $job
        }

        It 'suspends the run when its job is stopped' {
            $reached = [System.Threading.ManualResetEventSlim]::new()
            $run = New-WorkflowRun w -Definition { Step a { ($using:reached).Set(); while ($true) { } } }
            $job = Start-WorkflowRun $run -AsJob
            $reached.Wait()
            Stop-Job $job

            $job.State | Should -Be 'Stopped'
            $run.Status | Should -Be 'Suspended'
            Remove-Job $job
        }
    }
}
