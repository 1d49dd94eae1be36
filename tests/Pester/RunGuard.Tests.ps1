#Requires -Version 7.4

Describe 'Protection of runs against loss and repetition' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        $start = 'PSSnapshots.Commands.StartWorkflowRunCommand'
        $resume = 'PSSnapshots.Commands.ResumeWorkflowRunCommand'
        $ask = { Step a { 1 }; Step ask { if ($null -eq $ResumeData) { Suspend-WorkflowRun -Payload 'Go on?' }; "$SuspendPayload $ResumeData" } }
        $two = { InParallel p { Step x { if ($null -eq $ResumeData) { Suspend-WorkflowRun -Payload 'X?' }; $ResumeData }; Step y { if ($null -eq $ResumeData) { Suspend-WorkflowRun -Payload @{ question = 'Y?' } }; $ResumeData } } }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $state = Join-Path $TestDrive ([guid]::NewGuid())
    }

    Context 'A start over a run in the store' {
        It 'is refused, and the error names the status, the checkpoint and what to do' {
            $null = New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -Store $state
            $before = Get-RunSnapshot k -Store $state
            $failure = Assert-SingleError { New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -Store $state } "RunExists,$start" ResourceExists

            $failure.Exception.Message | Should -BeLike "*Suspended, checkpoint $($before[-1].Sequence) of 20*-Resume*-Force*"
            Get-RunSnapshot k -Store $state | Should -HaveCount $before.Count
            (Resume-WorkflowRun -RunId k -Store $state -Definition $ask -ResumeData yes).Output | Should -Be 'Go on? yes'
            $null = Assert-SingleError { New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -Store $state } "RunExists,$start" ResourceExists
        }

        It 'is refused for another workflow, with -Resume too' {
            $null = New-WorkflowRun one k -Definition $ask | Start-WorkflowRun -Store $state

            (Assert-SingleError { New-WorkflowRun other k -Definition $ask | Start-WorkflowRun -Store $state } "RunExists,$start" ResourceExists).Exception.Message | Should -Match "'one'"
            $null = Assert-SingleError { New-WorkflowRun other k -Definition $ask | Start-WorkflowRun -Store $state -Resume } "RunExists,$start" ResourceExists
        }

        It 'is allowed with -Force, which continues the numbering; a resume uses the new start' {
            $null = New-WorkflowRun w k -Definition $ask -InputData 1 | Start-WorkflowRun -Store $state
            $old = Get-RunSnapshot k -Store $state
            $null = New-WorkflowRun w k -Definition $ask -InputData 2 | Start-WorkflowRun -Store $state -Force
            $all = Get-RunSnapshot k -Store $state

            $all.Sequence | Should -Be (1..($old.Count * 2))
            (Import-RunSnapshot -Store $state -RunId k -Sequence $old[-1].Sequence -NoRegister).Input | Should -Be 1
            (Resume-WorkflowRun -RunId k -Store $state -Definition $ask -ResumeData yes).Input | Should -Be 2
        }

        It 'is allowed after a snapshot that was saved before the start' {
            $run = New-WorkflowRun w k -Definition { Step a { 1 } }
            New-RunSnapshot $run | Export-RunSnapshot -Store $state

            (Start-WorkflowRun $run -Store $state).Status | Should -Be 'Completed'
        }
    }

    Context 'Start-WorkflowRun -Resume' {
        It 'starts a run that the store does not have, and emits one that has completed' {
            $ran = [System.Collections.Generic.List[string]]::new()
            $definition = { Step a { $ran.Add('a') } }
            1..3 | ForEach-Object { (New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state -Resume).Status | Should -Be 'Completed' }

            $ran | Should -HaveCount 1
        }

        It 'emits a run that waits, and saves nothing' {
            $null = New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -Store $state
            $count = @(Get-RunSnapshot k -Store $state).Count
            $run = New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -Store $state -Resume

            $run.Status | Should -Be 'Suspended'
            $run.StepResults['ask'].Output | Should -Be 'Go on?'
            Get-RunSnapshot k -Store $state | Should -HaveCount $count
        }

        It 'resumes a run that failed' {
            $broken = @{ Yes = $true }
            $definition = { Step a { if ($broken.Yes) { throw 'no' }; 1 } }
            $null = New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state -ErrorAction Ignore
            $broken.Yes = $false

            (New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state -Resume).StepResults['a'].Attempts | Should -Be 2
        }

        It 'reports a run that another process owns' {
            $null = New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -Store $state
            $store = [PSSnapshots.Storage.DirectorySnapshotStore]::new($state)
            $lease = $store.Acquire('k')
            try { $null = Assert-SingleError { New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -Store $state -Resume } "RunLocked,$start" ResourceBusy }
            finally { $lease.Dispose(); $store.Dispose() }
        }
    }

    Context 'A non-idempotent step' {
        It 'does not run again after <Case>' -ForEach @(
            @{ Case = 'a failure'; Definition = { Step pay { $ran.Add('pay'); throw 'no' } -NonIdempotent } }
            @{ Case = 'a time limit, with -Attempts'; Definition = { Step pay { $ran.Add('pay'); Start-Sleep 60 } -NonIdempotent -Attempts 3 -Timeout 100ms } }
            @{ Case = 'a failure, with Retry'; Definition = { Retry 3; Step pay { $ran.Add('pay'); throw 'no' } -NonIdempotent } }
            @{ Case = 'an output that cannot be kept, with -Attempts'; Definition = { Step pay { $ran.Add('pay'); { live } } -NonIdempotent -Attempts 3 } }
            @{ Case = 'a suspension with -Now'; Definition = { Step pay { $ran.Add('pay'); Suspend-WorkflowRun $Run -Now; Start-Sleep -Milliseconds 1; while ($true) { Start-Sleep 1 } } -NonIdempotent -TimeoutSec 60 } }
            @{ Case = 'a failure of an item'; Definition = { ForEachItem pay -In { 1 } { $ran.Add('pay'); throw 'no' } -NonIdempotent } }
            @{ Case = 'a failure of an iteration'; Definition = { Loop pay -Until { $true } { $ran.Add('pay'); throw 'no' } -NonIdempotent } }
            @{ Case = 'a failure in a parallel arm, with Retry'; Definition = { Retry 3; InParallel { Step pay { ($using:ran).Add('pay'); throw 'no' } -NonIdempotent; Step b { } } } }
            @{ Case = 'a failure of an item that runs at the same time as others'; Definition = { ForEachItem pay -In { 1, 2 } -ThrottleLimit 2 { if ($_ -eq 1) { ($using:ran).Add('pay'); throw 'no' } } -NonIdempotent -Attempts 1 } }
            @{ Case = 'a failure in a subworkflow'; Definition = { SubWorkflow s { Step pay { $ran.Add('pay'); throw 'no' } -NonIdempotent } } }
        ) {
            $ran = [System.Collections.Generic.List[string]]::new()
            $run = New-WorkflowRun w k -Definition $Definition
            $null = Start-WorkflowRun $run -Store $state -ErrorAction Ignore
            $failure = Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -Definition $Definition } "NonIdempotentStep,$resume" InvalidOperation

            $failure.Exception.Message | Should -BeLike '*-Force*-SkipStep*'
            $null = Assert-SingleError { Resume-WorkflowRun $run } "NonIdempotentStep,$resume" InvalidOperation
            $ran | Should -HaveCount 1
        }

        It 'does not run again after Stop-Job' {
            $definition = { Step pay { [IO.File]::AppendAllText("$($Run.Input)/ran", 'x'); while ($true) { Start-Sleep 1 } } -NonIdempotent }
            $null = New-Item $state -ItemType Directory
            $run = New-WorkflowRun w k -InputData $state -Definition $definition
            $job = Start-WorkflowRun $run -Store $state -AsJob
            Wait-Condition { [IO.File]::Exists("$state/ran") }
            Stop-Job $job

            $job.State | Should -Be 'Stopped'
            $null = Assert-SingleError { Resume-WorkflowRun $run } "NonIdempotentStep,$resume" InvalidOperation
            $null = Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -Definition $definition } "NonIdempotentStep,$resume" InvalidOperation
            [IO.File]::ReadAllText("$state/ran") | Should -Be 'x'
            Remove-Job $job
        }

        It 'does not cause a prompt in a background job, which cannot answer one' {
            $definition = { Step pay { throw 'no' } -NonIdempotent }
            $null = New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state -ErrorAction Ignore
            $job = Start-Job {
                Import-Module $using:manifest
                $steps = [scriptblock]::Create($using:definition)
                Resume-WorkflowRun -RunId k -Store $using:state -Definition $steps 2>&1 | ForEach-Object FullyQualifiedErrorId
            }
            $null = Wait-Job $job

            Receive-Job $job | Should -Be "NonIdempotentStep,$resume"
            Remove-Job $job
        }

        It 'runs again if its run is started over with -Force' {
            $ran = [System.Collections.Generic.List[string]]::new()
            $definition = { Step pay { $ran.Add('pay'); if ($ran.Count -eq 1) { throw 'no' } } -NonIdempotent }
            $null = New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state -ErrorAction Ignore

            (New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state -Force).Status | Should -Be 'Completed'
            $ran | Should -HaveCount 2
        }

        It 'does not run again with New-WorkflowRun -Retry' {
            $ran = [System.Collections.Generic.List[string]]::new()
            $null = New-WorkflowRun w -Retry 3 -Definition { Step pay { $ran.Add('pay'); throw 'no' } -NonIdempotent } | Start-WorkflowRun -ErrorAction Ignore

            $ran | Should -HaveCount 1
        }

        It 'is repeated by its own -Attempts after an error that its code throws' {
            (New-WorkflowRun w -Definition { Step pay { if ($Attempt -lt 3) { throw 'no' }; $Attempt } -NonIdempotent -Attempts 3 } | Start-WorkflowRun).Output | Should -Be 3
        }

        It 'does not run again after a restore to a state before it' {
            $ran = [System.Collections.Generic.List[string]]::new()
            $run = New-WorkflowRun w -Definition { Step a { $null = New-RunSnapshot $Run -Label before }; Step pay { $ran.Add('pay') } -NonIdempotent; Step b { throw 'no' } }
            $null = Start-WorkflowRun $run -ErrorAction Ignore
            Restore-RunSnapshot (Get-RunSnapshot $run.RunId -Label before) -Run $run

            $null = Assert-SingleError { Resume-WorkflowRun $run } "NonIdempotentStep,$resume" InvalidOperation
            $ran | Should -HaveCount 1
        }
    }

    Context 'A suspension from outside' {
        It 'waits for the running step to finish, and starts no other' {
            $run = New-WorkflowRun w -Definition { Step a { Suspend-WorkflowRun $Run; Start-Sleep -Milliseconds 50; 'ended' } -TimeoutSec 60; Step b { 2 } } | Start-WorkflowRun

            $run.Status | Should -Be 'Suspended'
            $run.StepResults['a'].Output | Should -Be 'ended'
            $run.StepResults.Keys | Should -Not -Contain 'b'
        }

        It 'waits for <Case> to finish, and starts no other' -ForEach @(
            @{
                Case = 'a native command'; Ended = 'a'; Skip = $IsWindows
                Definition = { Step a { /bin/sh -c 'touch "$0/started"; while [ ! -e "$0/go" ]; do sleep 0.01; done; echo ended' $Run.Input }; Step b { 2 } }
            }
            @{
                Case = 'parallel steps'; Ended = 'a', 'b'; Skip = $false
                Definition = {
                    InParallel p -ThrottleLimit 2 {
                        Step a { [IO.File]::WriteAllText("$($Run.Input)/started-a", ''); while (-not [IO.File]::Exists("$($Run.Input)/go")) { [Threading.Thread]::Sleep(5) }; 'ended' }
                        Step b { [IO.File]::WriteAllText("$($Run.Input)/started-b", ''); while (-not [IO.File]::Exists("$($Run.Input)/go")) { [Threading.Thread]::Sleep(5) }; 'ended' }
                        Step c { }
                    }
                    Step d { }
                }
            }
            @{
                Case = 'items'; Ended = 'e[0]', 'e[1]'; Skip = $false
                Definition = {
                    ForEachItem e -In { 1..3 } -ThrottleLimit 2 { [IO.File]::WriteAllText("$($Run.Input)/started-$_", ''); while (-not [IO.File]::Exists("$($Run.Input)/go")) { [Threading.Thread]::Sleep(5) }; 'ended' }
                    Step d { }
                }
            }
        ) {
            if ($Skip) { Set-ItResult -Skipped -Because 'Windows has no /bin/sh'; return }
            $null = New-Item $state -ItemType Directory
            $run = New-WorkflowRun w -InputData $state -Definition $Definition
            $job = Start-WorkflowRun $run -AsJob
            Wait-Condition { [IO.Directory]::GetFiles($state, 'started*').Length -eq @($Ended).Count }
            Suspend-WorkflowRun $run
            [IO.File]::WriteAllText("$state/go", '')
            $null = Wait-Job $job

            $run.Status | Should -Be 'Suspended'
            @($run.StepResults.Values | Where-Object Status -eq Completed).Id | Should -Be $Ended
            foreach ($id in $Ended) { $run.StepResults[$id].Output | Should -Be 'ended'; $run.StepResults[$id].Attempts | Should -Be 1 }
            $run.StepResults.Keys | Should -Not -Contain 'c'
            $run.StepResults.Keys | Should -Not -Contain 'd'
            $run.StepResults.Keys | Should -Not -Contain 'e[2]'
            (Resume-WorkflowRun $run).Status | Should -Be 'Completed'
            Remove-Job $job
        }

        It 'stops the running step with -Now' {
            $run = New-WorkflowRun w -Definition { Step a { Suspend-WorkflowRun $Run -Now; while ($true) { Start-Sleep 1 } } -TimeoutSec 60 } | Start-WorkflowRun

            $run.Status | Should -Be 'Suspended'
            $run.StepResults.Count | Should -Be 0
        }

        It 'suspends a run and its job with -Now at any moment, also just before a step begins' {
            foreach ($event in @(1, 2) * 5) {
                $job = New-WorkflowRun w -Definition { Step a { while ($true) { Start-Sleep 1 } } -TimeoutSec 60 } | Start-WorkflowRun -AsJob
                $job.Run | Watch-WorkflowRun | Select-Object -First $event | Out-Null
                Suspend-WorkflowRun $job.Run -Now
                $null = Wait-Job $job -WarningAction Ignore

                $job.State | Should -Be 'Suspended'
                $job.Run.Status | Should -Be 'Suspended'
                Remove-Job $job -Force
            }
        }
    }

    Context 'An answer' {
        It 'is refused if several steps wait, and the error lists them' {
            $run = New-WorkflowRun w k -Definition $two | Start-WorkflowRun -Store $state
            $failure = Assert-SingleError { Resume-WorkflowRun $run -ResumeData yes } "StepsWaiting,$resume" InvalidArgument

            $failure.Exception.Message | Should -BeLike "*'x' (X?), 'y' (Y?)*-StepId*-All*"
            $null = Assert-SingleError { Resume-WorkflowRun $run } "StepsWaiting,$resume" InvalidArgument
            $null = Assert-SingleError { Resume-WorkflowRun $run -ResumeData yes -StepId p } "StepsWaiting,$resume" InvalidArgument
            $run.StepResults['x'].Status | Should -Be 'Suspended'
        }

        It 'is refused for -StepId together with -All' {
            $run = New-WorkflowRun w -Definition $two | Start-WorkflowRun

            $null = Assert-SingleError { Resume-WorkflowRun $run -ResumeData yes -StepId x -All } "StepIdAndAll,$resume" InvalidArgument -Terminating
            $run.StepResults['x', 'y'].Status | Should -Be 'Suspended', 'Suspended'
        }

        It 'applies to a step whose wildcard characters are escaped' {
            $run = New-WorkflowRun w -Definition { Step 'f[1]' { if ($null -eq $ResumeData) { Suspend-WorkflowRun }; $ResumeData } } | Start-WorkflowRun

            (Resume-WorkflowRun $run -ResumeData yes -StepId 'f`[1`]').Status | Should -Be 'Completed'
        }

        It 'applies to the steps that <Name> specifies' -ForEach @(
            @{ Name = '-StepId'; Parameters = @{ StepId = 'X' }; Status = 'Completed', 'Suspended' }
            @{ Name = '-StepId with wildcards'; Parameters = @{ StepId = '[xy]' }; Status = 'Completed', 'Completed' }
            @{ Name = '-All'; Parameters = @{ All = $true }; Status = 'Completed', 'Completed' }
        ) {
            $run = New-WorkflowRun w -Definition $two | Start-WorkflowRun
            $null = Resume-WorkflowRun $run -ResumeData yes @Parameters

            $run.StepResults['x', 'y'].Status | Should -Be $Status
        }

        It 'can be given to a piped run' {
            (New-WorkflowRun w -Definition $ask | Start-WorkflowRun | Resume-WorkflowRun -ResumeData yes).Output | Should -Be 'Go on? yes'
        }

        It 'applies to the only waiting step in <Group>' -ForEach @(
            @{ Group = 'a loop'; Definition = { Loop g -Until { $true } { if (-not $ResumeData) { Suspend-WorkflowRun }; $ResumeData } } }
            @{ Group = 'a foreach'; Definition = { ForEachItem g -In { 1 } { if (-not $ResumeData) { Suspend-WorkflowRun }; $ResumeData } } }
            @{ Group = 'a subworkflow'; Definition = { SubWorkflow g { InParallel { Step s { if (-not $ResumeData) { Suspend-WorkflowRun }; $ResumeData } } } } }
        ) {
            $run = New-WorkflowRun w -Definition $Definition | Start-WorkflowRun

            (Resume-WorkflowRun $run -StepId g -ResumeData yes).Status | Should -Be 'Completed'
        }
    }

    Context 'Attempts over a crash' {
        BeforeAll {
            # Leaves the run in the state in which a kill of its process leaves it while the step runs.
            function Invoke-Crash($Attempt) {
                $store = [PSSnapshots.Storage.DirectorySnapshotStore]::new($state)
                $lease = $store.Acquire('k')
                $store.Save((Import-RunSnapshot -Store $state -RunId k -Sequence 1 -NoRegister), $lease) | Out-Null
                foreach ($number in $Attempt) { $store.BeginAttempt($lease, 'a', $number, $true) }
                $lease.Dispose()
                $store.Dispose()
            }
        }

        It 'count, and <Case> leaves the step <Status>' -ForEach @(
            @{ Case = 'two of three'; Definition = { Step a { $Attempt } -Attempts 3 }; Crashes = 2; Parameters = @{}; Status = 'Completed' }
            @{ Case = 'three of three'; Definition = { Step a { $Attempt } -Attempts 3 }; Crashes = 3; Parameters = @{}; Status = 'Failed' }
            @{ Case = 'the fifth without -Attempts'; Definition = { Step a { $Attempt } }; Crashes = 5; Parameters = @{}; Status = 'Completed' }
            @{ Case = 'the sixth without -Attempts'; Definition = { Step a { $Attempt } }; Crashes = 6; Parameters = @{}; Status = 'Failed' }
            @{ Case = 'the sixth with a higher -MaxRecovery'; Definition = { Step a { $Attempt } }; Crashes = 6; Parameters = @{ MaxRecovery = 6 }; Status = 'Completed' }
        ) {
            $null = New-WorkflowRun w k -Definition $Definition | Start-WorkflowRun -Store $state
            Invoke-Crash (1..$Crashes)
            $run = Resume-WorkflowRun -RunId k -Store $state -Definition $Definition -ErrorAction Ignore @Parameters

            $run.StepResults['a'].Status | Should -Be $Status
            if ($Status -eq 'Failed') { $run.StepResults['a'].Error.Message | Should -Match 'process died' }
            else { $run.Output | Should -Be ($Crashes + 1) }
        }
    }

    Context 'A damaged newest checkpoint' {
        It 'stops a resume and names the steps that would run again, unless forced' {
            $definition = { Step a { 1 }; Step b { 2 }; Step ask { if ($null -eq $ResumeData) { Suspend-WorkflowRun } } }
            $null = New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state
            $journal = Join-Path $state k.00000001.journal
            $lines = [IO.File]::ReadAllText($journal) -split '(?<=\n)'
            # The header and the first checkpoint remain.
            [IO.File]::WriteAllText($journal, -join $lines[0..1])
            $failure = Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -Definition $definition -WarningAction Ignore } "CheckpointDamaged,$resume" InvalidData

            $failure.Exception.Message | Should -BeLike "*'a', 'b'*-Force*"
            $null = Assert-SingleError { New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state -Resume -WarningAction Ignore } "CheckpointDamaged,$start" InvalidData
            (Resume-WorkflowRun -RunId k -Store $state -Definition $definition -Force -WarningAction Ignore).StepResults['b'].Status | Should -Be 'Completed'
        }

        It 'stops a resume after <Case>' -ForEach @(
            @{ Case = 'a byte that changed in the newest record'; Again = $null; Damage = { $bytes[$bytes.Length - 20] = $bytes[$bytes.Length - 20] -bxor 4; [IO.File]::WriteAllBytes($journal, $bytes) } }
            @{ Case = 'a byte that changed in an earlier record'; Again = 'b', 'c', 'ask'; Damage = { $place = [Text.Encoding]::UTF8.GetString($bytes).IndexOf('"n":3') + 200; $bytes[$place] = $bytes[$place] -bxor 4; [IO.File]::WriteAllBytes($journal, $bytes) } }
            @{ Case = 'the loss of an earlier record'; Again = 'b', 'c', 'ask'; Damage = { $lines = [IO.File]::ReadAllLines($journal); [IO.File]::WriteAllText($journal, (@($lines -notmatch '"n":3,') -join "`n") + "`n") } }
            @{ Case = 'the loss of a large value'; Again = 'b', 'c', 'ask'; Damage = { Get-ChildItem $state/values -File | Remove-Item } }
            @{ Case = 'the return of an older journal'; Again = 'b', 'c', 'ask'; Damage = { [IO.File]::WriteAllBytes($journal, $backup) } }
        ) {
            $definition = { Step a { 1 }; Step b { [IO.File]::Copy($journal, "$journal.backup"); 'x' * 20000 }; Step c { 3 }; Step ask { if ($null -eq $ResumeData) { Suspend-WorkflowRun } } }
            $journal = Join-Path $state k.00000001.journal
            $null = New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state
            $bytes, $backup = [IO.File]::ReadAllBytes($journal), [IO.File]::ReadAllBytes("$journal.backup")
            Remove-Item "$journal.backup"
            . $Damage
            $failure = Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -Definition $definition -WarningAction Ignore } "CheckpointDamaged,$resume" InvalidData

            $failure.Exception.Message | Should -BeLike '*runs these steps again:*Resume-WorkflowRun with -Force*'
            $failure.Exception.StepIds | Should -Be $Again
            (Resume-WorkflowRun -RunId k -Store $state -Definition $definition -Force -ResumeData yes -WarningAction Ignore).StepResults['c'].Status | Should -Be 'Completed'
        }

        It 'that was deleted with its journal stops a resume and a start, and names the steps that would run again' {
            $ran = [System.Collections.Generic.List[string]]::new()
            $definition = { Step a { $ran.Add('a') }; Step b { $ran.Add('b') }; Step ask { if ($null -eq $ResumeData) { Suspend-WorkflowRun } }; Step c { } }
            $null = New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state
            $number = (Get-RunSnapshot k -Store $state)[-1].Sequence
            Remove-Item (Join-Path $state k.00000001.journal)
            $errors = @(
                Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -Definition $definition -WarningAction Ignore } "CheckpointDamaged,$resume" InvalidData
                Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -Definition $definition -Force -WarningAction Ignore } "CheckpointDamaged,$resume" InvalidData
                Assert-SingleError { New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state } "CheckpointDamaged,$start" InvalidData
                Assert-SingleError { New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state -Resume -WarningAction Ignore } "CheckpointDamaged,$start" InvalidData
            )

            foreach ($failure in $errors) { $failure.Exception.Message | Should -BeLike "Checkpoint $number of run 'k'*runs these steps again: 'a', 'b', 'ask'. Use Start-WorkflowRun with -Force*" }
            $ran | Should -HaveCount 2
            $null = Get-RunSnapshot -Store $state -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 1
            (New-WorkflowRun w k -Definition $definition | Start-WorkflowRun -Store $state -Force).Status | Should -Be 'Suspended'
            (Get-RunSnapshot k -Store $state)[0].Sequence | Should -Be ($number + 1)
        }

        It 'stops a resume and a start if no checkpoint can be read' {
            $null = New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -Store $state
            Set-Content (Join-Path $state k.00000001.journal) 'no journal'

            (Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -Definition $ask -WarningAction Ignore } "CheckpointDamaged,$resume" InvalidData).Exception.Message | Should -BeLike "Checkpoint 4 of run 'k'*'a', 'ask'*"
            $null = Assert-SingleError { New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -Store $state } "CheckpointDamaged,$start" InvalidData
        }
    }

    Context '-Store' {
        It '<Command> refuses a store of <Text>' -ForEach @(
            foreach ($text in "''", "'  '") {
                @{ Command = 'Start-WorkflowRun'; Text = $text; Script = { New-WorkflowRun w -Definition { Step a { } } | Start-WorkflowRun -Store $blank } }
                @{ Command = 'Resume-WorkflowRun'; Text = $text; Script = { Resume-WorkflowRun -RunId k -Store $blank } }
                @{ Command = 'Export-RunSnapshot'; Text = $text; Script = { New-WorkflowRun w | New-RunSnapshot | Export-RunSnapshot -Store $blank } }
                @{ Command = 'Get-RunSnapshot'; Text = $text; Script = { Get-RunSnapshot -Store $blank } }
                @{ Command = 'Import-RunSnapshot'; Text = $text; Script = { Import-RunSnapshot -Store $blank -RunId k } }
                @{ Command = 'Remove-RunSnapshot'; Text = $text; Script = { Remove-RunSnapshot -Store $blank -MaxCount 1 } }
                @{ Command = 'Register-RunSnapshotTrigger'; Text = $text; Script = { New-WorkflowRun w | Register-RunSnapshotTrigger -Interval 1h -Store $blank } }
            }
        ) {
            $blank = $Text.Trim("'")

            # The parameter binder refuses an empty string. The cmdlet refuses blanks.
            $failure = { & $Script } | Should -Throw -PassThru
            $failure.FullyQualifiedErrorId | Should -Match '^(NotAStore|ParameterArgumentValidationError),'
        }
    }

    Context 'A job' {
        It 'of a run that waits is suspended, and completes when it is resumed' {
            $job = New-WorkflowRun w -Definition $ask | Start-WorkflowRun -AsJob
            $null = Wait-Job $job

            $job.State | Should -Be 'Suspended'
            ($job | Resume-WorkflowRun -ResumeData yes).Status | Should -Be 'Completed'
            $job.State | Should -Be 'Completed'
            Remove-Job $job
        }

        It 'of a run that waits is stopped by Stop-Job' {
            $job = New-WorkflowRun w -Definition $ask | Start-WorkflowRun -AsJob
            $null = Wait-Job $job
            Stop-Job $job

            $job.State | Should -Be 'Stopped'
            Remove-Job $job
        }

        It 'of a run that failed has the reason' {
            $job = New-WorkflowRun w -Definition { Step a { throw 'no disk' } } | Start-WorkflowRun -AsJob
            $null = Wait-Job $job

            $job.State | Should -Be 'Failed'
            $job.JobStateInfo.Reason.Message | Should -Match 'no disk'
            Remove-Job $job
        }

        It 'that was refused has one error' {
            $null = New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -Store $state
            $job = New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -Store $state -AsJob
            $null = Wait-Job $job

            (Assert-SingleError { $null = Receive-Job $job } JobStateFailed InvalidResult).Exception | Should -BeOfType PSSnapshots.Workflows.RunExistsException
            $job.JobStateInfo.Reason.ErrorCode | Should -Be 'RunExists'
            Remove-Job $job
        }

        It 'is accepted in place of its run' {
            $job = New-WorkflowRun w k -Definition $ask | Start-WorkflowRun -AsJob
            $null = Wait-Job $job

            (Watch-WorkflowRun $job)[-1].Description | Should -Be 'Workflow suspended'
            (Set-WorkflowRun $job -Log noted -PassThru).RunId | Should -Be 'k'
            $snapshot = New-RunSnapshot $job
            $snapshot.RunId | Should -Be 'k'
            Compare-RunSnapshot $snapshot $job | Should -BeNullOrEmpty
            Set-WorkflowRun $job -Context @{ changed = 1 }
            (Restore-RunSnapshot $snapshot $job -PassThru).ExecutionContext.Count | Should -Be 0
            ($job | Undo-RunSnapshotRestore -PassThru).ExecutionContext.changed | Should -Be 1
            (Restore-RunSnapshot -Latest -Run $job -PassThru).RunId | Should -Be 'k'
            $trigger = $job | Register-RunSnapshotTrigger -Interval 1h
            $trigger.RunId | Should -Be 'k'
            Unregister-RunSnapshotTrigger $trigger
            Remove-Job $job -Force
        }
    }
}
