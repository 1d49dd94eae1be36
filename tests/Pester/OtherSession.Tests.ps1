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
        @{ Name = 'PSSerializer'; Get = { Copy-Serialized $snapshot } }
        @{ Name = 'Start-Job'; Get = {
                $job = Start-Job { Import-Module $using:manifest; $using:json | ConvertFrom-RunSnapshotJson }
                $job | Receive-Job -Wait -AutoRemoveJob
            }
        }
    ) {
        $json = $snapshot | ConvertTo-RunSnapshotJson
        $back = & $Get

        $back.pstypenames[0] | Should -BeExactly 'Deserialized.PSSnapshots.Snapshot'
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

    It 'hides the JSON in what is shown, and in live objects' {
        $back = Import-Clixml $TestDrive/snapshot.xml
        $back | Out-String -Width 200 | Should -Match 'deploy-7'
        $back | Out-String -Width 200 | Should -Not -Match 'SnapshotJson|stepResults'
        $snapshot | ConvertTo-Csv | Out-String | Should -Not -Match 'SnapshotJson'
        $snapshot | Select-Object * | Get-Member -Name SnapshotJson | Should -BeNullOrEmpty
        ConvertTo-Json $snapshot -Depth 1 -WarningAction SilentlyContinue | Should -Not -Match 'SnapshotJson'
    }

    It 'refuses a run, and says how to carry it, in <Command>' -ForEach @(
        @{ Command = 'New-RunSnapshot'; Script = { New-RunSnapshot $copy -ErrorAction Stop } }
        @{ Command = 'Set-WorkflowRun'; Script = { Set-WorkflowRun $copy -Status Failed } }
        @{ Command = 'Set-WorkflowRun by pipeline'; Script = { $copy | Set-WorkflowRun -Status Failed -ErrorAction Stop } }
        @{ Command = 'Restore-RunSnapshot'; Script = { Restore-RunSnapshot $snapshot $copy -ErrorAction Stop } }
        @{ Command = 'Compare-RunSnapshot'; Script = { Compare-RunSnapshot $snapshot $copy } }
    ) {
        $copy = Copy-Serialized $run
        $Script | Should -Throw "*'deploy-7' comes from another session*ConvertTo-RunSnapshotJson*"
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
    }

    It 'finds the snapshot of an object with RunId and Sequence' {
        $row = [pscustomobject]@{ RunId = 'deploy-7'; Sequence = '1' }
        ($row | Restore-RunSnapshot).StepResults['a'].Status | Should -Be Completed
        $row | ConvertTo-RunSnapshotJson | Should -BeExactly ($snapshot | ConvertTo-RunSnapshotJson)
        { [pscustomobject]@{ RunId = 'deploy-7'; Sequence = 9 } | Restore-RunSnapshot -ErrorAction Stop } | Should -Throw '*#9 of run*deploy-7*'
    }
}
