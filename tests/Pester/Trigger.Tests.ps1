#Requires -Version 7.4

Describe 'Trigger' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
            Set-WorkflowRun $run -Status Running
    }

    AfterEach {
        Get-RunSnapshotTrigger | Unregister-RunSnapshotTrigger
    }

    It 'takes snapshots at its interval while the run changes' {
        $trigger = Register-RunSnapshotTrigger $run -Interval 50ms -Label auto
        foreach ($step in 1..20) {
            Set-WorkflowRun $run -StepId "s$step" -Output $step
            Start-Sleep -Milliseconds 50
        }

        $trigger.SnapshotCount | Should -BeGreaterOrEqual 5
        $trigger.FailureCount | Should -Be 0
        Get-RunSnapshot deploy-7 -Label auto | Should -Not -BeNullOrEmpty
    }

    It 'takes none while the run stays as it is' {
        $trigger = Register-RunSnapshotTrigger $run -Interval 20ms
        Start-Sleep -Milliseconds 300

        $trigger.SnapshotCount | Should -BeLessOrEqual 1
    }

    It 'takes a last one and ends when the run is <_>' -ForEach 'Completed', 'Failed' {
        $trigger = Register-RunSnapshotTrigger -Run $run -Interval 1h
        Set-WorkflowRun $run -Status $_

        $trigger.IsActive | Should -BeFalse
        $trigger.SnapshotCount | Should -Be 1
        (Get-RunSnapshot deploy-7 -Latest).Status | Should -Be $_
        Set-WorkflowRun $run -Log 'afterwards'
        $trigger.SnapshotCount | Should -Be 1
    }

    It 'reads the interval <Text>' -ForEach @(
        @{ Text = '500ms'; Expected = '0:0:0.5' }
        @{ Text = '5s'; Expected = '0:0:5' }
        @{ Text = '2m'; Expected = '0:2' }
        @{ Text = '1.5h'; Expected = '1:30' }
        @{ Text = '0:0:7'; Expected = '0:0:7' }
        @{ Text = [timespan]'0:0:9'; Expected = '0:0:9' }
    ) {
        (Register-RunSnapshotTrigger $run -Interval $Text).Interval | Should -Be ([timespan]$Expected)
    }

    It 'reads an interval as it is typed, without quotes' {
        (Register-RunSnapshotTrigger -Run $run -Interval 5s).Interval | Should -Be ([timespan]'0:0:5')
        (Register-RunSnapshotTrigger $run 2m).Interval | Should -Be ([timespan]'0:2')
    }

    It 'is 5 s unless said otherwise' {
        (Register-RunSnapshotTrigger $run).Interval | Should -Be ([timespan]'0:0:5')
    }

    It 'refuses the interval <_>' -ForEach 'soon', '5', '5x', '' {
        { Register-RunSnapshotTrigger $run -Interval $_ } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,PSSnapshots.Commands.RegisterRunSnapshotTriggerCommand'
    }

    It 'refuses an interval out of range: <_>' -ForEach '0s', '50.0:0:0', '-0:0:1' {
        { Register-RunSnapshotTrigger $run -Interval $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,PSSnapshots.Commands.RegisterRunSnapshotTriggerCommand'
    }

    It 'registers each run of a pipeline, and none with -WhatIf' {
        $runs = 'a', 'b' | ForEach-Object { New-WorkflowRun w $_ }
        $runs | Register-RunSnapshotTrigger -Interval 1h -WhatIf | Should -BeNullOrEmpty
        ($runs | Register-RunSnapshotTrigger -Interval 1h).RunId | Should -Be 'a', 'b'
    }

    It 'finds triggers by run and by number' {
        $first = Register-RunSnapshotTrigger $run -Interval 1h
        $second = Register-RunSnapshotTrigger (New-WorkflowRun other other-1) -Interval 1h

        Get-RunSnapshotTrigger | Should -HaveCount 2
        Get-RunSnapshotTrigger deploy-* | Should -Be $first
        Get-RunSnapshotTrigger -Id $second.Id | Should -Be $second
        $run | Get-RunSnapshotTrigger | Should -Be $first
        { Get-RunSnapshotTrigger nothing -ErrorAction Stop } | Should -Throw -ErrorId 'TriggerNotFound,PSSnapshots.Commands.GetRunSnapshotTriggerCommand'
        { Get-RunSnapshotTrigger -Id 99999 -ErrorAction Stop } | Should -Throw -ErrorId 'TriggerNotFound,PSSnapshots.Commands.GetRunSnapshotTriggerCommand'
    }

    It 'ends triggers: one, those of a run, by number, and none with -WhatIf' {
        $first, $second, $third = $run, $run, (New-WorkflowRun other other-1) | Register-RunSnapshotTrigger -Interval 1h
        Unregister-RunSnapshotTrigger $first -WhatIf
        $first.IsActive | Should -BeTrue

        Unregister-RunSnapshotTrigger $first
        $first.IsActive | Should -BeFalse
        $first.SnapshotCount | Should -Be 0
        Unregister-RunSnapshotTrigger -RunId deploy-*
        $second.IsActive | Should -BeFalse
        Unregister-RunSnapshotTrigger -Id $third.Id
        Get-RunSnapshotTrigger | Should -BeNullOrEmpty
        { Unregister-RunSnapshotTrigger -RunId nothing -ErrorAction Stop } | Should -Throw -ErrorId 'TriggerNotFound,PSSnapshots.Commands.UnregisterRunSnapshotTriggerCommand'
    }

    It 'takes snapshots into the manager that it is given' {
        $manager = New-RunSnapshotManager
        $null = Register-RunSnapshotTrigger $run -Interval 1h -Manager $manager
        Set-WorkflowRun $run -Status Completed

        Get-RunSnapshot | Should -BeNullOrEmpty
        (Get-RunSnapshot -Manager $manager).RunId | Should -Be 'deploy-7'
    }

    It 'takes snapshots when <On>' -ForEach @(
        @{ On = 'StepCompleted'; Expected = 2 }
        @{ On = 'StepFailed'; Expected = 1 }
        @{ On = 'StatusChanged'; Expected = 1 }
        @{ On = 'StepCompleted', 'StepFailed', 'StatusChanged'; Expected = 4 }
    ) {
        $trigger = Register-RunSnapshotTrigger $run -On $On -Label event
        Set-WorkflowRun $run -StepId a -Output 1
        Set-WorkflowRun $run -StepId b -StepError 'no route'
        Set-WorkflowRun $run -StepId c -Output 2
        Set-WorkflowRun $run -Log more
        Set-WorkflowRun $run -Status Suspended

        $trigger.SnapshotCount | Should -Be $Expected
        Get-RunSnapshot deploy-7 -Label event | Should -HaveCount $Expected
    }

    It 'counts what came within the least interval' {
        $trigger = Register-RunSnapshotTrigger $run -On StepCompleted -MinInterval 1h
        1..5 | ForEach-Object { Set-WorkflowRun $run -StepId "s$_" -Output $_ }

        $trigger.SnapshotCount | Should -Be 1
        $trigger.MissedCount | Should -Be 3
    }

    It 'keeps the snapshots in a folder too' {
        $folder = Join-Path $TestDrive state
        $trigger = Register-RunSnapshotTrigger $run -On StepCompleted -Store $folder
        Set-WorkflowRun $run -StepId a -Output 1
        Set-WorkflowRun $run -Status Completed
        Unregister-RunSnapshotTrigger $trigger

        $trigger.SavedCount + $trigger.MissedCount | Should -Be 2
        (Get-RunSnapshot deploy-7 -Store $folder | Select-Object -Last 1).Status | Should -Be Completed
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
