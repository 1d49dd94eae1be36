#Requires -Version 7.4

Describe 'Files' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        $examples = Join-Path (Split-Path $manifest) 'examples'
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    Context 'Files that Test-RunSnapshot cannot read' {
        It 'reports a file that does not exist' {
            $missing = Join-Path $TestDrive missing.json
            (Assert-SingleError { Test-RunSnapshot -Path $missing } 'FileNotFound,PSSnapshots.Commands.TestRunSnapshotCommand' ObjectNotFound).TargetObject | Should -BeExactly $missing
        }

        It 'reports a folder' {
            (Assert-SingleError { Test-RunSnapshot -LiteralPath $TestDrive } 'IsFolder,PSSnapshots.Commands.TestRunSnapshotCommand' InvalidArgument).TargetObject | Should -BeExactly "$TestDrive"
        }
    }
}
