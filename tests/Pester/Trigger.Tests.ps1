#Requires -Version 7.4

Describe 'Triggers' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun deploy deploy-7
        $other = New-WorkflowRun deploy deploy-8
    }

    AfterEach {
        Get-RunSnapshotTrigger | Unregister-RunSnapshotTrigger
    }

    Context 'Register-RunSnapshotTrigger' {
        BeforeAll { $class = 'PSSnapshots.Commands.RegisterRunSnapshotTriggerCommand' }

        It 'accepts the interval <Typed>' -ForEach @(
            @{ Typed = '5s'; Expected = '0:0:5' }
            @{ Typed = "'5s'"; Expected = '0:0:5' }
            @{ Typed = '1.5s'; Expected = '0:0:1.5' }
            @{ Typed = '500ms'; Expected = '0:0:0.5' }
            @{ Typed = '2m'; Expected = '0:2' }
            @{ Typed = '1h'; Expected = '1:0' }
            @{ Typed = '1.5h'; Expected = '1:30' }
            @{ Typed = '00:00:03'; Expected = '0:0:3' }
            @{ Typed = '([timespan]::FromSeconds(7))'; Expected = '0:0:7' }
            @{ Typed = '1ms'; Expected = '0:0:0.001' }
            @{ Typed = '49.00:00:00'; Expected = '49.0:0:0' }
        ) {
            $trigger = & ([scriptblock]::Create("Register-RunSnapshotTrigger -Run `$run -Interval $Typed"))

            $trigger.Interval | Should -Be ([timespan]$Expected)
        }

        It 'accepts the run and the interval by position' {
            (Register-RunSnapshotTrigger $run 2m).Interval | Should -Be ([timespan]'0:2')
        }

        It 'uses an interval of 5 seconds by default' {
            $trigger = $run | Register-RunSnapshotTrigger

            $trigger.Interval | Should -Be ([timespan]'0:0:5')
            $trigger.IsActive | Should -BeTrue
        }

        It 'refuses the interval <_>' -ForEach 'xx', '5', "''", '-5s', '5x', '$null', '99999999999999h' {
            $script = [scriptblock]::Create("Register-RunSnapshotTrigger `$run -Interval $_")

            (Assert-SingleError $script "ParameterArgumentTransformationError,$class" InvalidData -Terminating).Exception.Message |
                Should -Match '500ms, 5s, 2m or 1h'
        }

        It 'refuses the interval <_>, which is out of range' -ForEach '0s', '0.1ms', '-00:00:01', '50.00:00:00' {
            $script = [scriptblock]::Create("Register-RunSnapshotTrigger `$run -Interval $_")

            (Assert-SingleError $script "ParameterArgumentValidationError,$class" InvalidData -Terminating).Exception.Message |
                Should -Match 'between 1 ms and 49 days'
        }

        It 'registers a trigger for each run of the pipeline' {
            ($run, $other | Register-RunSnapshotTrigger -Interval 1h).RunId | Should -Be 'deploy-7', 'deploy-8'
        }

        It 'registers nothing with -WhatIf' {
            $run, $other | Register-RunSnapshotTrigger -Interval 1h -WhatIf | Should -BeNullOrEmpty
            Get-RunSnapshotTrigger | Should -BeNullOrEmpty
        }

        It 'reports an object that is not a run, and registers the others' {
            $null = Assert-SingleError { ($run, 5, $other | Register-RunSnapshotTrigger -Interval 1h).RunId } "InputObjectNotBound,$class" InvalidArgument -Output 'deploy-7', 'deploy-8'
        }

        It 'refuses null as the run' {
            $null = Assert-SingleError { Register-RunSnapshotTrigger $null } "ParameterArgumentValidationErrorNullNotAllowed,$class" InvalidData -Terminating
        }

        It 'refuses a store that is neither a path nor a store' {
            $null = Assert-SingleError { Register-RunSnapshotTrigger $run -Store 5 } "NotAStore,$class" InvalidArgument -Terminating
        }
    }

    Context 'At an interval' {
        It 'captures each change of a run, and a last snapshot when the run ends' -Tag Fault04 {
            $trigger = Register-RunSnapshotTrigger $run 100ms -Label auto
            Set-WorkflowRun $run -Status Running
            foreach ($count in 1..5) {
                Set-WorkflowRun $run -StepId "step-$count" -Output $count
                Wait-Condition { $trigger.SnapshotCount -ge $count }
            }
            Set-WorkflowRun $run -Status Completed

            $snapshots = Get-RunSnapshot deploy-7
            $snapshots.Count | Should -BeGreaterOrEqual 6
            $snapshots.Label | Should -Be (@('auto') * $snapshots.Count)
            $snapshots[-1].Status | Should -Be 'Completed'
            $snapshots[-1].StepCount | Should -Be 5
            $trigger.SnapshotCount | Should -Be $snapshots.Count
            $trigger.FailureCount | Should -Be 0
            $trigger.IsActive | Should -BeFalse
        }

        It 'captures a run that does not change only once' {
            # Another run that is captured five times shows that the interval has passed.
            $trigger = Register-RunSnapshotTrigger $run 1ms
            $busy = Register-RunSnapshotTrigger $other 1ms
            foreach ($count in 1..5) {
                Wait-Condition { Set-WorkflowRun $other -Log more; $busy.SnapshotCount -ge $count }
            }

            Wait-Condition { $trigger.SnapshotCount -eq 1 }
            $trigger | Unregister-RunSnapshotTrigger
            $trigger.SnapshotCount | Should -Be 1
            Get-RunSnapshot deploy-7 | Should -HaveCount 1
        }

        It 'captures an unchanged run again with -SkipUnchanged:$false' {
            $trigger = Register-RunSnapshotTrigger $run 1ms -SkipUnchanged:$false

            Wait-Condition { $trigger.SnapshotCount -gt 2 }
            $trigger.SkipUnchanged | Should -BeFalse
        }

        It 'ends with one snapshot when the run is <_>' -ForEach 'Completed', 'Failed' {
            $trigger = Register-RunSnapshotTrigger -Run $run -Interval 1h
            Set-WorkflowRun $run -Status $_

            $trigger.IsActive | Should -BeFalse
            $trigger.SnapshotCount | Should -Be 1
            (Get-RunSnapshot deploy-7 -Latest).Status | Should -Be $_
            Set-WorkflowRun $run -Log 'afterwards'
            $trigger.SnapshotCount | Should -Be 1
        }

        It 'captures a run that has already ended once' {
            Set-WorkflowRun $run -Status Completed
            $trigger = Register-RunSnapshotTrigger $run 1h

            $trigger.IsActive | Should -BeFalse
            Get-RunSnapshot deploy-7 | Should -HaveCount 1
        }

        It 'keeps the snapshots in the manager that -Manager specifies' {
            $manager = New-RunSnapshotManager
            $null = Register-RunSnapshotTrigger $run -Interval 1h -Manager $manager
            Set-WorkflowRun $run -Status Completed

            Get-RunSnapshot | Should -BeNullOrEmpty
            (Get-RunSnapshot -Manager $manager).RunId | Should -Be 'deploy-7'
        }

        It 'ends when the module is removed' {
            $trigger = Register-RunSnapshotTrigger $run -Interval 1h
            Remove-Module Snapshots
            try {
                $trigger.IsActive | Should -BeFalse
            }
            finally {
                Import-Module $manifest
            }
        }
    }

    Context 'On an event' {
        It 'takes a snapshot on <On>' -ForEach @(
            @{ On = 'StepCompleted'; Expected = 2 }
            @{ On = 'StepFailed'; Expected = 1 }
            @{ On = 'StatusChanged'; Expected = 1 }
            @{ On = 'StepCompleted', 'StepFailed', 'StatusChanged'; Expected = 4 }
        ) {
            $trigger = Register-RunSnapshotTrigger $run -On $On -Label event
            Set-WorkflowRun $run -Status Running
            Set-WorkflowRun $run -StepId a -Output 1
            Set-WorkflowRun $run -Log more
            Set-WorkflowRun $run -StepId b -StepError 'no route'
            Set-WorkflowRun $run -StepId c -Output 2

            $trigger.SnapshotCount | Should -Be $Expected
            $trigger.MissedCount | Should -Be 0
            "$($trigger.On)" | Should -Be ($On -join ', ')
            Get-RunSnapshot deploy-7 -Label event | Should -HaveCount $Expected
        }

        It 'takes no snapshot within -MinInterval, and counts the events that it missed' {
            # The first event is captured, and the last one later.
            $trigger = Register-RunSnapshotTrigger $run -On StepCompleted -MinInterval 1h
            1..10 | ForEach-Object { Set-WorkflowRun $run -StepId "s$_" -Output $_ }

            $trigger.SnapshotCount | Should -Be 1
            $trigger.MissedCount | Should -Be 8
        }

        It 'keeps the snapshots in a folder too' {
            $folder = Join-Path $TestDrive state
            $trigger = Register-RunSnapshotTrigger $run -On StepCompleted -Store $folder
            Set-WorkflowRun $run -StepId a -Output 1
            Set-WorkflowRun $run -Status Completed
            Unregister-RunSnapshotTrigger $trigger

            $trigger.SavedCount + $trigger.MissedCount | Should -Be 2
            (Get-RunSnapshot deploy-7 -Store $folder | Select-Object -Last 1).Status | Should -Be 'Completed'
        }

        It 'saves every snapshot in a store that keeps up' {
            $store = [PSSnapshots.Storage.MemorySnapshotStore]::new()
            $trigger = Register-RunSnapshotTrigger $run -On StepCompleted -Store $store
            Set-WorkflowRun $run -StepId a -Output 1
            $trigger.WaitForStore()
            Set-WorkflowRun $run -Status Completed
            Unregister-RunSnapshotTrigger $trigger

            $trigger.SavedCount | Should -Be 2
            (Get-RunSnapshot deploy-7 -Store $store).Status | Should -Be 'Initial', 'Completed'
        }
    }

    Context 'Get-RunSnapshotTrigger' {
        BeforeAll { $class = 'PSSnapshots.Commands.GetRunSnapshotTriggerCommand' }

        BeforeEach {
            $a = Register-RunSnapshotTrigger $run 1h
            $b = Register-RunSnapshotTrigger $other 1h
        }

        It 'returns the triggers of <Case>' -ForEach @(
            @{ Case = 'all runs by default'; Script = { Get-RunSnapshotTrigger }; Expected = 'deploy-7', 'deploy-8' }
            @{ Case = 'a run'; Script = { Get-RunSnapshotTrigger deploy-7 }; Expected = 'deploy-7' }
            @{ Case = 'the runs that match a pattern'; Script = { Get-RunSnapshotTrigger -RunId deploy-* }; Expected = 'deploy-7', 'deploy-8' }
            @{ Case = 'several runs'; Script = { Get-RunSnapshotTrigger deploy-7, deploy-8 }; Expected = 'deploy-7', 'deploy-8' }
            @{ Case = 'an ID'; Script = { Get-RunSnapshotTrigger -Id $b.Id }; Expected = 'deploy-8' }
            @{ Case = 'piped runs'; Script = { $run, $other | Get-RunSnapshotTrigger }; Expected = 'deploy-7', 'deploy-8' }
            @{ Case = 'no run that matches a pattern'; Script = { Get-RunSnapshotTrigger nothing* }; Expected = @() }
        ) {
            (& $Script).RunId | Should -Be $Expected
        }

        It 'returns the trigger that was registered' {
            [object]::ReferenceEquals((Get-RunSnapshotTrigger deploy-7), $a) | Should -BeTrue
        }

        It 'returns a trigger that has ended' {
            Set-WorkflowRun $run -Status Completed

            (Get-RunSnapshotTrigger deploy-7).IsActive | Should -BeFalse
        }

        It 'reports <Case> without a trigger, and returns the others' -ForEach @(
            @{ Case = 'a run'; Script = { Get-RunSnapshotTrigger missing, deploy-7 | ForEach-Object RunId }; Target = 'missing' }
            @{ Case = 'an ID'; Script = { Get-RunSnapshotTrigger -Id -7, $a.Id | ForEach-Object RunId }; Target = -7 }
        ) {
            (Assert-SingleError $Script "TriggerNotFound,$class" ObjectNotFound -Output 'deploy-7').TargetObject | Should -Be $Target
        }
    }

    Context 'Unregister-RunSnapshotTrigger' {
        BeforeAll {
            $class = 'PSSnapshots.Commands.UnregisterRunSnapshotTriggerCommand'
        }

        BeforeEach {
            $a = Register-RunSnapshotTrigger $run 1h
            $b = Register-RunSnapshotTrigger $other 1h
        }

        It 'ends <Case>' -ForEach @(
            @{ Case = 'a trigger'; Script = { Unregister-RunSnapshotTrigger -Trigger $a }; Left = 'deploy-8' }
            @{ Case = 'the triggers of the pipeline'; Script = { $a, $b | Unregister-RunSnapshotTrigger }; Left = @() }
            @{ Case = 'the triggers that Get-RunSnapshotTrigger returns'; Script = { Get-RunSnapshotTrigger deploy-7 | Unregister-RunSnapshotTrigger }; Left = 'deploy-8' }
            @{ Case = 'the triggers of a run'; Script = { Unregister-RunSnapshotTrigger -RunId deploy-8 }; Left = 'deploy-7' }
            @{ Case = 'the triggers of the runs that match a pattern'; Script = { Unregister-RunSnapshotTrigger -RunId deploy-* }; Left = @() }
            @{ Case = 'a trigger by its ID'; Script = { Unregister-RunSnapshotTrigger -Id $a.Id }; Left = 'deploy-8' }
            @{ Case = 'no trigger of a run with -WhatIf'; Script = { Unregister-RunSnapshotTrigger -RunId deploy-* -WhatIf }; Left = 'deploy-7', 'deploy-8' }
            @{ Case = 'no piped trigger with -WhatIf'; Script = { $a | Unregister-RunSnapshotTrigger -WhatIf }; Left = 'deploy-7', 'deploy-8' }
        ) {
            & $Script | Should -BeNullOrEmpty

            (Get-RunSnapshotTrigger).RunId | Should -Be $Left
            $a.IsActive | Should -Be ('deploy-7' -in $Left)
            $b.IsActive | Should -Be ('deploy-8' -in $Left)
        }

        It 'keeps the snapshots that a trigger has taken, and takes no last one' {
            $trigger = Register-RunSnapshotTrigger $run 1ms
            Wait-Condition { $trigger.SnapshotCount -eq 1 }

            $trigger, $a | Unregister-RunSnapshotTrigger
            Set-WorkflowRun $run -Status Completed
            Get-RunSnapshot | Should -HaveCount 1
        }

        It 'reports <Case> without a trigger, and ends the others' -ForEach @(
            @{ Case = 'a run'; Script = { Unregister-RunSnapshotTrigger -RunId missing, deploy-7 }; Target = 'missing' }
            @{ Case = 'an ID'; Script = { Unregister-RunSnapshotTrigger -Id -7, $a.Id }; Target = -7 }
        ) {
            (Assert-SingleError $Script "TriggerNotFound,$class" ObjectNotFound).TargetObject | Should -Be $Target

            (Get-RunSnapshotTrigger).RunId | Should -Be 'deploy-8'
        }

        It 'reports an object that is not a trigger, and ends the others' {
            $null = Assert-SingleError { $a, 5, $b | Unregister-RunSnapshotTrigger } "InputObjectNotBound,$class" InvalidArgument

            Get-RunSnapshotTrigger | Should -BeNullOrEmpty
        }

        It 'refuses null as the trigger' {
            $null = Assert-SingleError { Unregister-RunSnapshotTrigger $null } "ParameterArgumentValidationErrorNullNotAllowed,$class" InvalidData -Terminating
        }
    }
}
