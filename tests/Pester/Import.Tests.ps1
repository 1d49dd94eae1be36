#Requires -Version 7.4

Describe 'Import-RunSnapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        # The files are shared: a test that needs other ones makes them in a folder of its own.
        $source = New-RunSnapshotManager
        $run = New-WorkflowRun deploy deploy-7 -InputData @{ env = 'prod' }
        Set-WorkflowRun $run -Status Running -StepId build -Output @{ image = 'web:1.4.2' } -Log 'é 日本 🚀'
        $first = New-RunSnapshot $run -Manager $source -Label built
        $second = New-RunSnapshot $run -Manager $source
        $files = (New-Item -ItemType Directory (Join-Path $TestDrive files)).FullName
        $first | Export-RunSnapshot (Join-Path $files 1.json)
        $second | Export-RunSnapshot (Join-Path $files 2.json)
    }

    BeforeEach {
        Clear-RunSnapshot -All
        Push-Location $files
    }

    AfterEach {
        Pop-Location
    }

    Context 'What it keeps' {
        It 'returns the snapshot as it was, and keeps it' {
            $again = Import-RunSnapshot -Path 1.json

            $again.Id | Should -BeExactly $first.Id
            $again.Timestamp | Should -Be $first.Timestamp
            $again.Sequence | Should -Be 1
            $again.Label | Should -BeExactly 'built'
            Compare-RunSnapshot $first $again | Should -BeNullOrEmpty
            (Get-RunSnapshot deploy-7).Id | Should -BeExactly $first.Id
        }

        It 'keeps one snapshot if it is imported twice' {
            $null = Import-RunSnapshot 1.json, 1.json
            Get-RunSnapshot | Should -HaveCount 1
        }

        It 'keeps none with -NoRegister' {
            (Import-RunSnapshot 1.json -NoRegister).Sequence | Should -Be 1
            Get-RunSnapshot | Should -BeNullOrEmpty
        }

        It 'keeps it in the manager that -Manager specifies' {
            $manager = New-RunSnapshotManager
            $null = Import-RunSnapshot 1.json -Manager $manager

            $manager.Count | Should -Be 1
            Get-RunSnapshot | Should -BeNullOrEmpty
        }
    }

    Context 'Which files it reads' {
        It 'reads the files that <Name>' -ForEach @(
            @{ Name = 'a wildcard matches'; Script = { Import-RunSnapshot *.json } }
            @{ Name = 'a set of characters matches'; Script = { Import-RunSnapshot [12].json } }
            @{ Name = 'an array of paths names'; Script = { Import-RunSnapshot 1.json, ./2.json } }
            @{ Name = 'piped paths name'; Script = { '1.json', '2.json' | Import-RunSnapshot } }
            @{ Name = 'a Path property names'; Script = { [pscustomobject]@{ Path = '1.json' }, [pscustomobject]@{ Path = '2.json' } | Import-RunSnapshot } }
            @{ Name = 'a LiteralPath property names'; Script = { [pscustomobject]@{ LiteralPath = '1.json', '2.json' } | Import-RunSnapshot } }
            @{ Name = 'a PSPath or an LP property names'; Script = { [pscustomobject]@{ PSPath = '1.json' }, [pscustomobject]@{ LP = '2.json' } | Import-RunSnapshot } }
            @{ Name = 'literal paths name'; Script = { Import-RunSnapshot -LiteralPath 1.json, 2.json } }
            @{ Name = 'absolute literal paths name'; Script = { Import-RunSnapshot -LP "$pwd/1.json", "$pwd/2.json" } }
            @{ Name = 'Get-ChildItem finds'; Script = { Get-ChildItem -Filter *.json | Sort-Object Name | Import-RunSnapshot } }
            @{ Name = 'Export-RunSnapshot -PassThru outputs'; Script = { $first, $second | Export-RunSnapshot $TestDrive -PassThru | Import-RunSnapshot } }
        ) {
            (& $Script).Sequence | Should -Be 1, 2
        }

        Context 'with brackets in their names' {
            BeforeAll {
                $bracketed = (New-Item -ItemType Directory (Join-Path $TestDrive bracketed)).FullName
                $second | Export-RunSnapshot -LiteralPath (Join-Path $bracketed 'x[1].json')
            }

            It 'reads a file that <Name>' -ForEach @(
                @{ Name = 'a path names'; From = @{ Path = 'x[1].json' } }
                @{ Name = 'an escaped path names'; From = @{ Path = 'x`[1`].json' } }
                @{ Name = 'a literal path names'; From = @{ LiteralPath = 'x[1].json' } }
            ) {
                Set-Location -LiteralPath $bracketed
                (Import-RunSnapshot @From).Sequence | Should -Be 2
            }

            It 'reads a file that Get-ChildItem finds' {
                (Get-ChildItem $bracketed | Import-RunSnapshot).Sequence | Should -Be 2
            }

            It 'prefers a file that the pattern matches to one with the pattern as its name' {
                Copy-Item 1.json $bracketed
                Set-Location -LiteralPath $bracketed
                $second | Export-RunSnapshot -LiteralPath '[1].json'

                (Import-RunSnapshot '[1].json').Sequence | Should -Be 1
            }
        }
    }

    Context 'What it cannot read' {
        It 'reports <Name> that does not exist, and continues' -ForEach @(
            @{ Name = 'a file'; From = @{ Path = 'missing.json' }; IsResolved = $true }
            @{ Name = 'a literal path'; From = @{ LiteralPath = 'missing[1].json' }; IsResolved = $true }
            @{ Name = 'a file in a folder'; From = @{ LiteralPath = 'no/1.json' }; IsResolved = $true }
            @{ Name = 'a match of a pattern'; From = @{ Path = 'missing[1].json' } }
            @{ Name = 'a match of a malformed pattern'; From = @{ Path = 'missing[1.json' } }
            @{ Name = 'a match of a wildcard'; From = @{ Path = 'missing*' } }
            @{ Name = 'a drive'; From = @{ Path = 'nodrive:/1.json' } }
        ) {
            $failed = Assert-SingleError { Import-RunSnapshot @From; (Import-RunSnapshot 2.json).Sequence } 'FileNotFound,PSSnapshots.Commands.ImportRunSnapshotCommand' ObjectNotFound -Output 2

            $named = "$($From.Values)"
            $failed.TargetObject | Should -BeExactly $(if ($IsResolved) { Join-Path $files $named } else { $named })
        }

        It 'reports each file that it cannot import, and imports the others' {
            $bad = Join-Path $TestDrive bad.json
            Set-Content $bad '{}'
            $missing = Join-Path $files missing.json
            $found = Import-RunSnapshot $missing, 1.json, $bad, $TestDrive, 2.json -ErrorAction SilentlyContinue -ErrorVariable failed

            $found.Sequence | Should -Be 1, 2
            $failed.FullyQualifiedErrorId | Should -BeExactly @(
                'FileNotFound,PSSnapshots.Commands.ImportRunSnapshotCommand'
                'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand'
                'IsFolder,PSSnapshots.Commands.ImportRunSnapshotCommand')
            $failed.TargetObject | Should -BeExactly $missing, $bad, "$TestDrive"
            Get-RunSnapshot | Should -HaveCount 2
        }

        It 'reports a folder' {
            $failed = Assert-SingleError { (Import-RunSnapshot $TestDrive, 1.json).Sequence } 'IsFolder,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidArgument -Output 1
            $failed.TargetObject | Should -BeExactly "$TestDrive"
        }

        It 'reports a file that is not a snapshot, with its violations, and imports the other matches' {
            $mixed = (New-Item -ItemType Directory (Join-Path $TestDrive mixed)).FullName
            Copy-Item *.json $mixed
            Set-Location $mixed
            Set-Content 1b.json '{}'
            $failed = Assert-SingleError { (Import-RunSnapshot *.json).Sequence } 'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidData -Output 1, 2

            $failed.TargetObject | Should -BeExactly (Join-Path $mixed 1b.json)
            $failed.Exception.Message | Should -BeLike '*/version*'
            $failed.Exception.InnerException | Should -BeOfType PSSnapshots.SnapshotFormatException
            $failed.Exception.InnerException.Violations.Path | Should -Contain '/version'
            Get-RunSnapshot | Should -HaveCount 2
        }

        It 'refuses <_>, which is not in the file system' -ForEach 'env:PATH', 'Variable:/Home' {
            $path = $_
            $failed = Assert-SingleError { Import-RunSnapshot $path } 'NotFileSystem,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidArgument
            $failed.TargetObject | Should -BeExactly $_
        }

        It 'refuses <Name>' -ForEach @(
            @{ Name = 'an empty path'; Script = { Import-RunSnapshot '' }; Terminating = $true }
            @{ Name = 'a null path'; Script = { Import-RunSnapshot $null }; Terminating = $true }
            @{ Name = 'an empty literal path'; Script = { Import-RunSnapshot -LiteralPath '' }; Terminating = $true }
            @{ Name = 'a piped null'; Script = { $null | Import-RunSnapshot }; Terminating = $false }
        ) {
            $null = Assert-SingleError $Script 'ParameterArgumentValidationError,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidData -Terminating:$Terminating
        }

        It 'reports a name that no file system takes' {
            # Windows does not tell such a name from that of a file that does not exist.
            $id, $category = $IsWindows ? ('FileNotFound,PSSnapshots.Commands.ImportRunSnapshotCommand', 'ObjectNotFound') : ('ReadFailed,PSSnapshots.Commands.ImportRunSnapshotCommand', 'ReadError')
            $null = Assert-SingleError { Import-RunSnapshot "$('x' * 300).json" } $id $category
        }

        It 'reports a file that another program has locked' {
            $held = Join-Path $TestDrive held.json
            $stream = [IO.FileStream]::new($held, 'Create', 'ReadWrite', 'None')
            try { $failed = Assert-SingleError { Import-RunSnapshot $held } 'FileInUse,PSSnapshots.Commands.ImportRunSnapshotCommand' ResourceBusy }
            finally { $stream.Dispose() }

            $failed.TargetObject | Should -BeExactly $held
        }

        It 'reports a file that the user cannot read' -Skip:($IsWindows -or [Environment]::IsPrivilegedProcess) {
            $locked = Join-Path $TestDrive locked.json
            Copy-Item 1.json $locked
            (Get-Item $locked).UnixFileMode = 'None'
            $null = Assert-SingleError { Import-RunSnapshot $locked } 'AccessDenied,PSSnapshots.Commands.ImportRunSnapshotCommand' PermissionDenied
        }

        It 'reports a file that is larger than an array can be' {
            # The file is sparse on the file systems that tests run on: nothing is written.
            $huge = Join-Path $TestDrive huge.json
            $stream = [IO.File]::Create($huge)
            try { $stream.SetLength([Array]::MaxLength + 1L) }
            catch [IO.IOException] { Set-ItResult -Skipped -Because "no file of 2 GiB can be created here: $_" }
            finally { $stream.Dispose() }

            $null = Assert-SingleError { Import-RunSnapshot $huge } 'FileTooLarge,PSSnapshots.Commands.ImportRunSnapshotCommand' LimitsExceeded
            Remove-Item $huge
        }
    }
}
