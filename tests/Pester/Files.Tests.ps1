#Requires -Version 7.4

Describe 'Files' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
            $examples = Join-Path (Split-Path $manifest) 'examples'
    }

    BeforeEach {
        Clear-RunSnapshot -All
            $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7 -InputData @{ env = 'prod' }
            Set-WorkflowRun $run -Status Running -StepId build -Output @{ image = 'web:1.4.2' } -Log 'é 日本 🚀'
            $snapshot = New-RunSnapshot $run -Label built
    }

    Context 'Export and import' {
        It 'gives back an equal snapshot' {
            $file = Join-Path $folder 'deploy-7.json'
            Export-RunSnapshot -Snapshot $snapshot -Path $file | Should -BeNullOrEmpty
            $again = Import-RunSnapshot $file

            $again.Id | Should -Be $snapshot.Id
            $again.Sequence | Should -Be 1
            $again.Timestamp | Should -Be $snapshot.Timestamp
            Compare-RunSnapshot $snapshot $again | Should -BeNullOrEmpty
            Test-RunSnapshot -Path $file | Should -BeTrue
        }

        It 'keeps what it imports, once' {
            $file = Join-Path $folder 'deploy-7.json'
            $snapshot | Export-RunSnapshot $file
            Clear-RunSnapshot -All
            $null = Import-RunSnapshot $file, $file

            Get-RunSnapshot deploy-7 | Should -HaveCount 1
        }

        It 'does not keep with -NoRegister' {
            $file = Join-Path $folder 'deploy-7.json'
            $snapshot | Export-RunSnapshot $file
            Clear-RunSnapshot -All

            (Import-RunSnapshot $file -NoRegister).RunId | Should -Be 'deploy-7'
            Get-RunSnapshot | Should -BeNullOrEmpty
        }

        It 'imports the files that Get-ChildItem finds' {
            $snapshot, (New-WorkflowRun w 'r[1]' | New-RunSnapshot) | Export-RunSnapshot -Path $folder
            Clear-RunSnapshot -All

            (Get-ChildItem $folder -Filter *.json | Import-RunSnapshot).RunId | Sort-Object | Should -Be 'deploy-7', 'r[1]'
        }

        It 'imports wildcards and relative paths through the session''s location' {
            $snapshot | Export-RunSnapshot (Join-Path $folder 'one.json')
            Push-Location $folder
            try {
                (Import-RunSnapshot o*.json).RunId | Should -Be 'deploy-7'
                (Import-RunSnapshot ./one.json).RunId | Should -Be 'deploy-7'
                $snapshot | Export-RunSnapshot two.json
            }
            finally {
                Pop-Location
            }
            Join-Path $folder 'two.json' | Should -Exist
        }

        It 'takes drives of the session' {
            $snapshot | Export-RunSnapshot TestDrive:/drive.json
            (Import-RunSnapshot TestDrive:/drive.json).RunId | Should -Be 'deploy-7'
            Remove-Item TestDrive:/drive.json
        }

        It 'takes a name with brackets' {
            $file = Join-Path $folder 'a[1].json'
            $snapshot | Export-RunSnapshot -LiteralPath $file

            Test-Path -LiteralPath $file | Should -BeTrue
            (Import-RunSnapshot -LiteralPath $file).RunId | Should -Be 'deploy-7'
            (Import-RunSnapshot $file).RunId | Should -Be 'deploy-7'
        }

        It 'writes each snapshot to a file of its own in a folder' {
            $second = New-RunSnapshot $run
            $odd = New-WorkflowRun w 'a/b:c' | New-RunSnapshot
            $files = $snapshot, $second, $odd | Export-RunSnapshot -LiteralPath $folder -PassThru

            $files | Should -BeOfType System.IO.FileInfo
            $files.Name | Should -Be 'deploy-7-1.json', 'deploy-7-2.json', 'a%2Fb%3Ac-1.json'
        }

        It 'writes small with -Compress' {
            $small = Join-Path $folder 'small.json'
            $large = Join-Path $folder 'large.json'
            $snapshot | Export-RunSnapshot $small -Compress
            $snapshot | Export-RunSnapshot $large

            (Get-Content -LiteralPath $small).Count | Should -Be 1
            (Get-Item $small).Length | Should -BeLessThan (Get-Item $large).Length
            Compare-RunSnapshot (Import-RunSnapshot $small) (Import-RunSnapshot $large) | Should -BeNullOrEmpty
        }

        It 'writes nothing with -WhatIf' {
            $snapshot | Export-RunSnapshot (Join-Path $folder 'none.json') -WhatIf
            Get-ChildItem $folder | Should -BeNullOrEmpty
        }

        It 'leaves nothing but the file behind' {
            $snapshot | Export-RunSnapshot (Join-Path $folder 'one.json')
            $snapshot | Export-RunSnapshot (Join-Path $folder 'one.json')
            (Get-ChildItem $folder -Force).Name | Should -Be 'one.json'
        }
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

    Context 'Errors' {
        BeforeEach {
            $existing = Join-Path $folder 'existing.json'
            Set-Content -LiteralPath $existing 'old' -NoNewline
        }

        It 'leaves an existing file with -NoClobber' {
            { $snapshot | Export-RunSnapshot $existing -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,PSSnapshots.Commands.ExportRunSnapshotCommand'
            Get-Content $existing | Should -Be 'old'
        }

        It 'replaces a read-only file only with -Force' {
            (Get-Item $existing).IsReadOnly = $true
            { $snapshot | Export-RunSnapshot $existing -ErrorAction Stop } | Should -Throw -ErrorId 'FileReadOnly,PSSnapshots.Commands.ExportRunSnapshotCommand'
            Get-Content $existing | Should -Be 'old'
            $snapshot | Export-RunSnapshot $existing -Force
            Test-RunSnapshot -Path $existing | Should -BeTrue
        }

        It 'reports a folder that is not there' {
            { $snapshot | Export-RunSnapshot (Join-Path $folder 'none' 'a.json') -ErrorAction Stop } |
                Should -Throw -ErrorId 'FolderNotFound,PSSnapshots.Commands.ExportRunSnapshotCommand'
        }

        It 'reports a second snapshot for one file, and keeps the first' {
            $second = New-RunSnapshot $run
            $snapshot, $second | Export-RunSnapshot $existing -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be 'FileWrittenTwice,PSSnapshots.Commands.ExportRunSnapshotCommand'
            $failed[0].TargetObject | Should -Be $second
            (Import-RunSnapshot $existing -NoRegister).Sequence | Should -Be 1
        }

        It 'reports a wildcard that matches several files' {
            Set-Content (Join-Path $folder 'e2.json') 'old'
            { $snapshot | Export-RunSnapshot (Join-Path $folder 'e*.json') -ErrorAction Stop } |
                Should -Throw -ErrorId 'AmbiguousPath,PSSnapshots.Commands.ExportRunSnapshotCommand'
        }

        It 'reports a path of another provider' {
            { $snapshot | Export-RunSnapshot Variable:/x -ErrorAction Stop } | Should -Throw -ErrorId 'NotFileSystem,PSSnapshots.Commands.ExportRunSnapshotCommand'
            { Import-RunSnapshot Variable:/Home -ErrorAction Stop } | Should -Throw -ErrorId 'NotFileSystem,PSSnapshots.Commands.ImportRunSnapshotCommand'
        }

        It 'reports a file that is not there, and imports the others' {
            $good = Join-Path $folder 'good.json'
            $snapshot | Export-RunSnapshot $good
            $missing = Join-Path $folder 'missing.json'
            $found = Import-RunSnapshot $missing, $good, $existing, $folder -ErrorAction SilentlyContinue -ErrorVariable failed

            $found.RunId | Should -Be 'deploy-7'
            $failed.FullyQualifiedErrorId | Should -Be @(
                'FileNotFound,PSSnapshots.Commands.ImportRunSnapshotCommand'
                'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand'
                'IsFolder,PSSnapshots.Commands.ImportRunSnapshotCommand')
            $failed[0].TargetObject | Should -Be $missing
            $failed[1].Exception.InnerException.Violations | Should -Not -BeNullOrEmpty
        }

        It 'reports no permission' -Skip:($IsWindows -or [Environment]::UserName -eq 'root') {
            $locked = Join-Path $folder 'locked.json'
            $snapshot | Export-RunSnapshot $locked
            [IO.File]::SetUnixFileMode($locked, 'None')
            { Import-RunSnapshot $locked -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied,PSSnapshots.Commands.ImportRunSnapshotCommand'
        }

        It 'reports each file that Test-RunSnapshot cannot read' {
            { Test-RunSnapshot -Path (Join-Path $folder 'missing.json') -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,PSSnapshots.Commands.TestRunSnapshotCommand'
            { Test-RunSnapshot -LiteralPath $folder -ErrorAction Stop } | Should -Throw -ErrorId 'IsFolder,PSSnapshots.Commands.TestRunSnapshotCommand'
        }
    }
}
