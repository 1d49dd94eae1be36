#Requires -Version 7.4

Describe 'Objects from other sessions' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        $manifest = (Resolve-Path $manifest).Path
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        function Copy-Serialized($Object) { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Object)) }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun w deploy-7
        Set-WorkflowRun $run -Status Running -StepId a -Output @{ text = 'é'; at = [datetime]'2024-01-02Z' } -Context @{ k = 1 }
        $snapshot = New-RunSnapshot $run -Label first
        $null = $snapshot | Export-Clixml $TestDrive/snapshot.xml
    }

    It 'reads a snapshot that comes back from <Name>' -ForEach @(
        @{ Name = 'Import-Clixml'; Get = { Import-Clixml $TestDrive/snapshot.xml } }
        @{ Name = 'PSSerializer'; Get = { Copy-Serialized $snapshot | Select-Object -First 1 } }
        @{ Name = 'Start-Job'; Get = {
                $job = Start-Job { Import-Module $using:manifest; $using:json | ConvertFrom-RunSnapshotJson }
                $job | Receive-Job -Wait -AutoRemoveJob
            }
        }
    ) {
        $json = $snapshot | ConvertTo-RunSnapshotJson
        $back = & $Get

        $back.pstypenames | Should -Contain 'Deserialized.PSSnapshots.Snapshot'
        $back | ConvertTo-RunSnapshotJson | Should -BeExactly $json
        Compare-RunSnapshot $snapshot $back | Should -BeNullOrEmpty
        Compare-RunSnapshot $back $run | Should -BeNullOrEmpty
        ($back | Compare-RunSnapshot $snapshot -GroupBy Difference).Count | Should -Be 1
        (Restore-RunSnapshot $back).StepResults['a'].Output.text | Should -BeExactly 'é'
        ($back | Find-RunSnapshot /stepResults/a).Id | Should -BeExactly $snapshot.Id
        Test-RunSnapshot $back | Should -BeTrue
        $back | Export-RunSnapshot $TestDrive/back.json
        Get-Content $TestDrive/back.json -Raw | Should -BeExactly $json
        ($back | New-RunSnapshot).Status | Should -Be Running
        ($back | Update-RunSnapshot -Patch '[]').RunId | Should -BeExactly deploy-7
        $back | Remove-RunSnapshot
        Get-RunSnapshot deploy-7 -Sequence 1 -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'does not show the JSON, and live objects do not have it' {
        $back = Import-Clixml $TestDrive/snapshot.xml
        $back | Out-String -Width 200 | Should -Match 'deploy-7'
        $back | Out-String -Width 200 | Should -Not -Match 'SnapshotJson|stepResults'
        $snapshot | ConvertTo-Csv | Out-String | Should -Not -Match 'SnapshotJson'
        $snapshot | Select-Object * | Get-Member -Name SnapshotJson | Should -BeNullOrEmpty
        ConvertTo-Json $snapshot -Depth 1 -WarningAction SilentlyContinue | Should -Not -Match 'SnapshotJson'
    }

    It 'refuses a run, and the error explains how to transfer it, in <Command>' -ForEach @(
        @{ Command = 'New-RunSnapshot'; Script = { New-RunSnapshot $copy -ErrorAction Stop } }
        @{ Command = 'Set-WorkflowRun'; Script = { Set-WorkflowRun $copy -Status Failed } }
        @{ Command = 'Set-WorkflowRun by pipeline'; Script = { $copy | Set-WorkflowRun -Status Failed -ErrorAction Stop } }
        @{ Command = 'Restore-RunSnapshot'; Script = { Restore-RunSnapshot $snapshot $copy -ErrorAction Stop } }
        @{ Command = 'Compare-RunSnapshot'; Script = { Compare-RunSnapshot $snapshot $copy } }
    ) {
        $copy = Copy-Serialized $run
        $Script | Should -Throw "*'deploy-7' was deserialized from another session*ConvertTo-RunSnapshotJson*"
        $run.Status | Should -Be Running
    }

    It 'reports the run as not captured' {
        $copy = Copy-Serialized $run
        $null = Assert-SingleError { New-RunSnapshot $copy } 'DeserializedRun,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument
    }

    It 'pipes a stored snapshot from <Name>' -ForEach @(
        @{ Name = 'a store'; Make = { Get-RunSnapshot -Store $TestDrive/st deploy-7 } }
        @{ Name = 'another session'; Make = { Copy-Serialized (Get-RunSnapshot -Store $TestDrive/st deploy-7) } }
    ) {
        $snapshot | Export-RunSnapshot -Store $TestDrive/st
        $stored = & $Make | Select-Object -First 1

        ($stored | Restore-RunSnapshot).RunId | Should -BeExactly deploy-7
        $stored | ConvertTo-RunSnapshotJson | Should -Match 'deploy-7'
        ($stored | Find-RunSnapshot /stepResults/a).RunId | Should -BeExactly deploy-7
        $stored | Export-RunSnapshot $TestDrive/stored.json
        Test-RunSnapshot -Path $TestDrive/stored.json | Should -BeTrue
        ($stored | Compare-RunSnapshot $snapshot -GroupBy Difference).Count | Should -Be 1
        Compare-RunSnapshot $stored $run | Should -BeNullOrEmpty
        ($stored | Import-RunSnapshot -NoRegister).Id | Should -BeExactly $snapshot.Id
        $stored | Remove-RunSnapshot
        Get-RunSnapshot -Store $TestDrive/st | Should -BeNullOrEmpty
    }

    It 'finds the snapshot of <Kind> with RunId and Sequence' -ForEach @(
        @{ Kind = 'an object'; Make = { param($Id, $Number) [pscustomobject]@{ RunId = $Id; Sequence = "$Number" } } }
        @{ Kind = 'a hashtable'; Make = { param($Id, $Number) @{ runId = $Id; sequence = $Number } } }
    ) {
        $row = & $Make deploy-7 1
        $json = $snapshot | ConvertTo-RunSnapshotJson

        ($row | Restore-RunSnapshot).StepResults['a'].Status | Should -Be Completed
        $row | ConvertTo-RunSnapshotJson | Should -BeExactly $json
        ($row | Find-RunSnapshot /stepResults/a).Id | Should -BeExactly $snapshot.Id
        Compare-RunSnapshot $row $run | Should -BeNullOrEmpty
        $row | Export-RunSnapshot $TestDrive/row.json
        Get-Content $TestDrive/row.json -Raw | Should -BeExactly $json
        { & $Make deploy-7 9 | ConvertTo-RunSnapshotJson -ErrorAction Stop } | Should -Throw '*#9 of run*deploy-7*'
    }

    It 'finds the snapshot of an object with RunId and Sequence in -Manager, for <Command>' -ForEach @(
        @{ Command = 'Restore-RunSnapshot'; Script = { $_ | Restore-RunSnapshot -Manager $manager | ForEach-Object RunId } }
        @{ Command = 'Find-RunSnapshot'; Script = { $_ | Find-RunSnapshot /status -Manager $manager | ForEach-Object RunId } }
        @{ Command = 'Update-RunSnapshot'; Script = { $_ | Update-RunSnapshot -Patch '[]' -Manager $manager | ForEach-Object RunId } }
        @{ Command = 'Remove-RunSnapshot'; Script = { $_ | Remove-RunSnapshot -Manager $manager; "other-1$(if ($manager.Get('other-1', 1)) { 'is kept' })" } }
    ) {
        $manager = New-RunSnapshotManager
        $null = New-WorkflowRun w other-1 | New-RunSnapshot -Manager $manager

        [pscustomobject]@{ RunId = 'other-1'; Sequence = 1 } | ForEach-Object $Script | Should -BeExactly 'other-1'
        # The session has the snapshot, and the manager does not.
        $row = [pscustomobject]@{ RunId = 'deploy-7'; Sequence = 1 }
        $failure = Assert-SingleError { $row | ForEach-Object $Script } "SnapshotNotFound,PSSnapshots.Commands.$($Command.Replace('-', ''))Command" ObjectNotFound -Output $(if ($Command -eq 'Remove-RunSnapshot') { 'other-1' })
        $failure.Exception.Message | Should -Match "#1 of run 'deploy-7'"
        Get-RunSnapshot deploy-7 | Should -HaveCount 1
    }

    It 'treats an object with the fields of a run and a number as the run' {
        $fields = @{ RunId = 'other-2'; WorkflowId = 'w'; Status = 'Running'; Sequence = 3 }
        (Compare-RunSnapshot $fields @{ RunId = 'other-2'; WorkflowId = 'w'; Status = 'Failed' } -Path /status).To | Should -Be 'failed'
    }
}
