#Requires -Version 7.4

Describe 'Files' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.mig-b.ps1)
        $examples = Join-Path (Split-Path $manifest) 'examples'
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    Context 'The original''s exports' {
        It 'imports <_>, restores it and exports it without a difference' -ForEach 'deploy-mid-run.json', 'approve-suspended.json', 'patch-failed.json' {
            $file = Join-Path $examples 'data' $_
            Test-RunSnapshot -Path $file | Should -BeTrue
            $original = Import-RunSnapshot $file
            $restored = Restore-RunSnapshot $original
            $again = New-RunSnapshot $restored | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson

            Compare-RunSnapshot $original $again | Should -BeNullOrEmpty
        }
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
