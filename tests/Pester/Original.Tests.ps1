#Requires -Version 7.4

BeforeDiscovery {
    $exports = Get-ChildItem (Join-Path $PSScriptRoot '../PSSnapshots.Core.Tests/Data') -Filter *.json | Where-Object Name -NotLike *.schema.json
}

Describe 'An export of the original' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    Context '<_.Name>' -ForEach $exports {
        BeforeAll {
            Clear-RunSnapshot -All
            $file = $_.FullName
            $original = Import-RunSnapshot -LiteralPath $file -NoRegister
        }

        It 'is valid, of version 1.0.0' {
            Test-RunSnapshot -LiteralPath $file | Should -BeTrue
            $original.Version | Should -BeExactly '1.0.0'
        }

        It 'can be restored repeatedly without a difference' {
            $run = Restore-RunSnapshot $original
            Compare-RunSnapshot $original $run | Should -BeNullOrEmpty
            Compare-RunSnapshot $original (New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson) | Should -BeNullOrEmpty

            $original | Export-RunSnapshot TestDrive:/again.json
            $again = Import-RunSnapshot TestDrive:/again.json -NoRegister
            Compare-RunSnapshot $original $again | Should -BeNullOrEmpty
            [object]::ReferenceEquals((Restore-RunSnapshot $again -Run $run -PassThru), $run) | Should -BeTrue
            Compare-RunSnapshot $original $run | Should -BeNullOrEmpty
        }

        It 'is converted to JSON without a violation' {
            $original | ConvertTo-RunSnapshotJson | Test-RunSnapshot -Detailed | Should -BeNullOrEmpty
        }
    }
}
