#Requires -Version 7.4

Describe 'Runs of other systems' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        $class = 'PSSnapshots.Commands.NewRunSnapshotCommand'
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    Context 'Names of enums' {
        It 'refuses the status <Name> of a run and of a step, and lists the names' -ForEach @(
            @{ Name = 'P'; Value = 'P' }
            @{ Name = 'number'; Value = 1 }
            @{ Name = 'number as text'; Value = '1' }
            @{ Name = 'array'; Value = @('Running', 'Failed') }
            @{ Name = 'list of names'; Value = 'Running, Completed' }
            @{ Name = 'truth'; Value = $true }
            @{ Name = 'empty text'; Value = '' }
        ) {
            $run = Assert-SingleError { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Status = $Value } } "UnsupportedValue,$class" InvalidType
            $run.Exception.Message | Should -BeLike "*'/status'*Initial, Running, Paused, Resumed, Completed, Failed, Suspended*"
            $step = Assert-SingleError { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; StepResults = @{ a = @{ Status = $Value } } } } "UnsupportedValue,$class" InvalidType
            $step.Exception.Message | Should -BeLike "*'/stepResults/a/status'*Running, Completed, Failed, Suspended*"
            { Set-WorkflowRun (New-WorkflowRun w r) -Status $Value } | Should -Throw '*Initial, Running, Paused*'
        }

        It 'refuses the abbreviated type of <Name>' -ForEach @(
            @{ Name = 'an event'; Field = @{ Events = , @{ Type = 'Work'; Timestamp = 1 } }; Path = '/events/0/type' }
            @{ Name = 'a log entry'; Field = @{ Logs = , @{ Type = 0; Timestamp = 1 } }; Path = '/logs/0/type' }
        ) {
            $failed = Assert-SingleError { New-RunSnapshot (@{ RunId = 'r'; WorkflowId = 'w' } + $Field) } "UnsupportedValue,$class" InvalidType
            $failed.Exception.Message | Should -BeLike "*'$Path'*"
        }

        It 'takes whole names in any case' {
            (New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Status = 'suSPENDED' }).Status | Should -Be Suspended
        }
    }

    Context 'Times' {
        It 'reads <Text> as a time' -ForEach @(
            @{ Text = '2024-01-15T10:00:00Z'; Utc = '2024-01-15T10:00:00.0000000Z' }
            @{ Text = '2024-01-15T10:00:00.123456789+05:30'; Utc = '2024-01-15T04:30:00.1230000Z' }
            @{ Text = '2024-01-15T10:00:00,5-0800'; Utc = '2024-01-15T18:00:00.5000000Z' }
            @{ Text = '20240115T100000Z'; Utc = '2024-01-15T10:00:00.0000000Z' }
            @{ Text = '2024-01-15T10:00'; Utc = '2024-01-15T10:00:00.0000000Z' }
        ) {
            $log = (New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Logs = , @{ Timestamp = $Text } }).Logs[0]
            $log.Timestamp.UtcDateTime.ToString('o') | Should -BeExactly $Utc
        }

        It 'refuses <Name> as a time' -ForEach @(
            @{ Name = 'empty text'; Value = '' }
            @{ Name = 'a truth'; Value = $true }
            @{ Name = 'a number as text'; Value = '1705312800000' }
            @{ Name = 'digits of a date'; Value = '20240101' }
            @{ Name = 'a date of a culture'; Value = '01/15/2024 10:00' }
            @{ Name = 'seconds since 1970'; Value = 1705312800 }
            @{ Name = 'an offset of a day'; Value = '2024-01-15T10:00:00+24:00' }
        ) {
            $null = Assert-SingleError { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Logs = , @{ Timestamp = $Value } } } "UnsupportedValue,$class" InvalidType
        }

        It 'writes an ID that ConvertFrom-Json made a date of as ISO 8601 in UTC' {
            $run = '{ "RunId": "2024-01-15T12:00:00+02:00", "WorkflowId": "w", "Logs": [ { "Timestamp": 1000, "Description": "2024-01-15T10:00:00.5Z" } ] }' | ConvertFrom-Json
            $snapshot = New-RunSnapshot $run

            $snapshot.RunId | Should -BeExactly '2024-01-15T10:00:00Z'
            $snapshot.Logs[0].Description | Should -BeExactly '2024-01-15T10:00:00.5Z'
            (Get-RunSnapshot -RunId $run.RunId).RunId | Should -BeExactly '2024-01-15T10:00:00Z'
        }
    }

    Context 'Maps' {
        It 'takes an empty array as no <_>' -ForEach 'StepResults', 'ExecutionContext', 'SuspendedPaths' {
            (New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; $_ = @() }).$_.Count | Should -Be 0
        }

        It 'refuses <Name> where a map is expected' -ForEach @(
            @{ Name = 'an array'; Value = 'a', 'b' }
            @{ Name = 'text'; Value = 'a' }
            @{ Name = 'a number'; Value = 5 }
        ) {
            foreach ($field in 'StepResults', 'ExecutionContext', 'SuspendedPaths') {
                $failed = Assert-SingleError { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; $field = $Value } } "UnsupportedValue,$class" InvalidType
                $failed.Exception.Message | Should -BeLike "*'/$field' is *a hashtable or an object is expected*"
            }
        }

        It 'reports every bad step' {
            $failed = Assert-SingleError { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; StepResults = [ordered]@{ a = @{ Status = 'P' }; b = @{ Status = 'Failed' }; c = @(1); d = @{} } } } "UnsupportedValue,$class" InvalidType

            foreach ($step in 'a/status', 'c', 'd') { $failed.Exception.Message | Should -BeLike "*'/stepResults/$step'*" }
            $failed.Exception.Failures.Path | Should -HaveCount 3
        }
    }

    It 'keeps the attempts of a step' {
        $snapshot = New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; StepResults = @{ a = @{ Status = 'Failed'; Attempts = 3 } } }
        $snapshot.StepResults['a'].Attempts | Should -Be 3
        $held = @{ RunId = 'r'; WorkflowId = 'w' }
        Restore-RunSnapshot $snapshot $held
        $held.StepResults.a.Attempts | Should -Be 3
    }

    It 'compares a live hashtable' {
        $run = @{ RunId = 'r'; WorkflowId = 'w'; Status = 'Running' }
        $snapshot = New-RunSnapshot $run
        $run.Status = 'Failed'
        (Compare-RunSnapshot $snapshot $run).Path | Should -BeExactly '/status'
        (Compare-RunSnapshot $run $snapshot).Path | Should -BeExactly '/status'
    }

    It 'reads only the cheap properties of <Name>' -ForEach @(
        @{ Name = 'a process'; Make = { Get-Process -Id $PID }; Never = 'Responding', 'MainWindowTitle', 'Modules', 'Parent', 'CommandLine', 'FileVersion' }
        @{ Name = 'a file'; Make = { Get-Item $PSCommandPath }; Never = 'VersionInfo', 'LinkTarget', 'Target' }
    ) {
        $object = & $Make | Add-Member noted 5 -PassThru
        $kept = (New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Result = $object }).Result.PSObject.Properties.Name

        $kept | Should -Contain noted
        $kept | Should -Contain $(if ($object -is [System.IO.FileInfo]) { 'Length' } else { 'Id' })
        $kept | Where-Object { $_ -in $Never } | Should -BeNullOrEmpty
    }
}
