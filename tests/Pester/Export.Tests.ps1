#Requires -Version 7.4

Describe 'Export-RunSnapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        function Get-SequenceIn($file) { (Import-RunSnapshot -LiteralPath $file -NoRegister).Sequence }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        Push-Location $folder
        $run = New-WorkflowRun deploy deploy-7
        Set-WorkflowRun $run -Log 'é 日本 🚀'
        $first, $second = $run, $run | New-RunSnapshot
    }

    AfterEach {
        Pop-Location
    }

    Context 'What it writes' {
        It 'writes indented JSON as UTF-8 without a byte order mark, and outputs nothing' {
            Export-RunSnapshot -Snapshot $first -Path one.json | Should -BeNullOrEmpty

            Get-Content one.json -Raw | Should -BeExactly (ConvertTo-RunSnapshotJson $first)
            Get-Content one.json -AsByteStream -TotalCount 1 | Should -Be ([byte][char]'{')
            (Get-Content one.json).Count | Should -BeGreaterThan 1
        }

        It 'writes one line with -Compress' {
            $first | Export-RunSnapshot one.json -Compress

            Get-Content one.json -Raw | Should -BeExactly (ConvertTo-RunSnapshotJson $first -Compress)
            Get-Content one.json | Should -HaveCount 1
            Compare-RunSnapshot $first (Import-RunSnapshot one.json -NoRegister) | Should -BeNullOrEmpty
        }

        It 'outputs the file with -PassThru' {
            $file = $first | Export-RunSnapshot ./one.json -PassThru

            $file | Should -BeOfType System.IO.FileInfo
            $file.FullName | Should -BeExactly (Join-Path $folder one.json)
        }

        It 'writes each snapshot to its own file in a folder, with the run ID escaped' {
            $odd, $odder = 'a/b:c', '../é:1' | ForEach-Object { New-WorkflowRun deploy $_ | New-RunSnapshot }
            $files = $first, $second, $odd, $odder | Export-RunSnapshot -LiteralPath $folder -PassThru

            $files | Should -BeOfType System.IO.FileInfo
            $files.Name | Should -BeExactly 'deploy-7-1.json', 'deploy-7-2.json', 'a%2Fb%3Ac-1.json', '%2E.%2F%C3%A9%3A1-1.json'
            Get-ChildItem -Force | Should -HaveCount 4
        }

        It 'leaves only the file behind' {
            $first | Export-RunSnapshot one.json
            $first | Export-RunSnapshot one.json

            (Get-ChildItem -Force).Name | Should -BeExactly 'one.json'
        }

        It 'writes and outputs nothing with -WhatIf' {
            $first, $second | Export-RunSnapshot . -WhatIf | Should -BeNullOrEmpty
            $first, $second | Export-RunSnapshot one.json -WhatIf -PassThru | Should -BeNullOrEmpty

            Get-ChildItem -Force | Should -BeNullOrEmpty
        }
    }

    Context 'Where it writes' {
        It 'writes to <Name>' -ForEach @(
            @{ Name = 'a name with brackets'; To = @{ Path = 'a[1].json' }; File = 'a[1].json' }
            @{ Name = 'a name with escaped brackets'; To = @{ Path = 'a`[1`].json' }; File = 'a[1].json' }
            @{ Name = 'a literal name with brackets'; To = @{ LiteralPath = 'a[1].json' }; File = 'a[1].json' }
            @{ Name = 'a literal name with an asterisk'; To = @{ LP = 'a*.json' }; File = 'a*.json'; NotOn = 'Windows' }
            @{ Name = 'a literal name with backticks'; To = @{ PSPath = 'a`[1`].json' }; File = 'a`[1`].json' }
        ) {
            if ($NotOn -and $IsWindows) { Set-ItResult -Skipped -Because 'Windows does not allow this name' }
            Export-RunSnapshot -Snapshot $first @To

            (Get-ChildItem -Force).Name | Should -BeExactly $File
        }

        It 'replaces the only file that a wildcard matches' {
            $first | Export-RunSnapshot x-1.json
            $second | Export-RunSnapshot x-*.json

            (Get-ChildItem -Force).Name | Should -BeExactly 'x-1.json'
            Get-SequenceIn x-1.json | Should -Be 2
        }

        It 'refuses a wildcard that matches several files' {
            $first | Export-RunSnapshot x-1.json
            $first | Export-RunSnapshot x-2.json

            $failed = Assert-SingleError { $second | Export-RunSnapshot x-*.json } 'AmbiguousPath,PSSnapshots.Commands.ExportRunSnapshotCommand' InvalidArgument
            $failed.TargetObject | Should -BeExactly 'x-*.json'
            Get-SequenceIn x-1.json | Should -Be 1
        }

        It 'refuses a wildcard that matches no file' {
            $failed = Assert-SingleError { $second | Export-RunSnapshot x-*.json } 'FileNotFound,PSSnapshots.Commands.ExportRunSnapshotCommand' ObjectNotFound
            $failed.TargetObject | Should -BeExactly 'x-*.json'
            Get-ChildItem -Force | Should -BeNullOrEmpty
        }

        It 'resolves relative paths against the location of the session' {
            $null = New-Item -ItemType Directory sub
            $first | Export-RunSnapshot sub/one.json
            $second | Export-RunSnapshot "$pwd/two.json"

            Get-SequenceIn (Join-Path $folder sub one.json) | Should -Be 1
            (Get-ChildItem -File).Name | Should -BeExactly 'two.json'
        }

        It 'writes to a drive of the session' {
            $first | Export-RunSnapshot TestDrive:/drive.json
            Get-SequenceIn (Join-Path $TestDrive drive.json) | Should -Be 1
            (Import-RunSnapshot TestDrive:/drive.json).RunId | Should -BeExactly 'deploy-7'
            Remove-Item TestDrive:/drive.json
        }

        It 'refuses <Name>, which is not in the file system' -ForEach @(
            @{ Name = 'an environment variable'; To = @{ Path = 'env:x' }; Target = 'env:x' }
            @{ Name = 'a literal environment variable'; To = @{ LiteralPath = 'env:x' }; Target = 'env:x' }
            @{ Name = 'a variable'; To = @{ Path = 'Variable:/x' }; Target = 'Variable:/x' }
        ) {
            $failed = Assert-SingleError { $first | Export-RunSnapshot @To } 'NotFileSystem,PSSnapshots.Commands.ExportRunSnapshotCommand' InvalidArgument
            $failed.TargetObject | Should -BeExactly $Target
        }

        It 'refuses a drive that does not exist' {
            $failed = Assert-SingleError { $first | Export-RunSnapshot nodrive:/a.json } 'FileNotFound,PSSnapshots.Commands.ExportRunSnapshotCommand' ObjectNotFound
            $failed.TargetObject | Should -BeExactly 'nodrive:/a.json'
        }

        It 'refuses a folder that does not exist, and does not create it' {
            $failed = Assert-SingleError { $first | Export-RunSnapshot no/one.json } 'FolderNotFound,PSSnapshots.Commands.ExportRunSnapshotCommand' ObjectNotFound
            $failed.TargetObject | Should -BeExactly (Join-Path $folder no one.json)
            Test-Path no | Should -BeFalse
        }
    }

    Context 'What it replaces' {
        BeforeEach {
            Set-Content existing.json 'old' -NoNewline
            $existing = Join-Path $folder existing.json
        }

        It 'replaces an existing file' {
            $second | Export-RunSnapshot existing.json
            Get-SequenceIn existing.json | Should -Be 2
        }

        It 'keeps an existing file with <_>' -ForEach 'NoClobber', 'NoOverwrite' {
            $switch = @{ $_ = $true }
            $failed = Assert-SingleError { $first | Export-RunSnapshot existing.json @switch; 'continues' } 'FileExists,PSSnapshots.Commands.ExportRunSnapshotCommand' ResourceExists -Output 'continues'

            $failed.TargetObject | Should -BeExactly $existing
            Get-Content existing.json -Raw | Should -BeExactly 'old'
            (Get-ChildItem -Force).Name | Should -BeExactly 'existing.json'
        }

        It 'writes a new file with -NoClobber' {
            $first | Export-RunSnapshot new.json -NoClobber
            Get-SequenceIn new.json | Should -Be 1
        }

        It 'replaces a read-only file only with -Force' {
            (Get-Item existing.json).IsReadOnly = $true
            $failed = Assert-SingleError { $first | Export-RunSnapshot existing.json } 'FileReadOnly,PSSnapshots.Commands.ExportRunSnapshotCommand' PermissionDenied

            $failed.TargetObject | Should -BeExactly $existing
            Get-Content existing.json -Raw | Should -BeExactly 'old'
            $second | Export-RunSnapshot existing.json -Force
            Get-SequenceIn existing.json | Should -Be 2
        }

        It 'refuses a second snapshot for one file, and keeps the first' {
            $failed = Assert-SingleError { $first, $second | Export-RunSnapshot existing.json } 'FileWrittenTwice,PSSnapshots.Commands.ExportRunSnapshotCommand' InvalidOperation

            $failed.TargetObject | Should -Be $second
            "$($failed.TargetObject)" | Should -BeExactly 'deploy-7 #2 (Initial, 0 steps)'
            Get-SequenceIn existing.json | Should -Be 1
        }
    }

    Context 'What the file system refuses' {
        It 'reports a name that is too long' {
            $null = Assert-SingleError { $first | Export-RunSnapshot "$('x' * 300).json" } 'WriteFailed,PSSnapshots.Commands.ExportRunSnapshotCommand' WriteError
            Get-ChildItem -Force | Should -BeNullOrEmpty
        }

        It 'reports a folder that the user cannot write to' -Skip:($IsWindows -or [Environment]::IsPrivilegedProcess) {
            $null = New-Item -ItemType Directory locked
            (Get-Item locked).UnixFileMode = 'UserRead, UserExecute'
            try {
                $null = Assert-SingleError { $first | Export-RunSnapshot locked/one.json } 'AccessDenied,PSSnapshots.Commands.ExportRunSnapshotCommand' PermissionDenied
                Get-ChildItem locked -Force | Should -BeNullOrEmpty
            }
            finally {
                (Get-Item locked).UnixFileMode = 'UserRead, UserWrite, UserExecute'
            }
        }

        It 'reports a folder in which not even root can create files' -Skip:(-not $IsLinux -or -not (Test-Path /sys/kernel)) {
            $failed = Assert-SingleError { $first | Export-RunSnapshot /sys/kernel/one.json } 'AccessDenied,PSSnapshots.Commands.ExportRunSnapshotCommand' PermissionDenied
            $failed.TargetObject | Should -BeExactly '/sys/kernel/one.json'
        }

        It 'reports a full device' -Skip:(-not $IsLinux) {
            $failed = Assert-SingleError { $first | Export-RunSnapshot /dev/full } 'DiskFull,PSSnapshots.Commands.ExportRunSnapshotCommand' ResourceUnavailable
            $failed.TargetObject | Should -BeExactly '/dev/full'
        }

        It 'leaves the existing file and nothing else on a full disk' -Skip:(-not $IsLinux) {
            $drive = (New-Item -ItemType Directory drive).FullName
            mount -t tmpfs -o size=64k tmpfs $drive 2>$null
            if ($LASTEXITCODE) { Set-ItResult -Skipped -Because 'no small file system can be mounted here' }
            try {
                $first | Export-RunSnapshot drive/one.json
                $before = Get-Content drive/one.json -Raw
                $large = New-WorkflowRun deploy large -InputData ('x' * 200000) | New-RunSnapshot
                $failed = Assert-SingleError { $large | Export-RunSnapshot drive/one.json } 'DiskFull,PSSnapshots.Commands.ExportRunSnapshotCommand' ResourceUnavailable

                $failed.TargetObject | Should -BeExactly (Join-Path $drive one.json)
                Get-Content drive/one.json -Raw | Should -BeExactly $before
                (Get-ChildItem drive -Force).Name | Should -BeExactly 'one.json'
            }
            finally {
                umount $drive
                $LASTEXITCODE | Should -Be 0
            }
        }
    }
}
