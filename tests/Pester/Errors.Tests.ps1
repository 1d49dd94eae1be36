#Requires -Version 7.4

Describe 'Typed errors' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        $snapshot = New-WorkflowRun deploy deploy-7 | New-RunSnapshot
        $bad = Join-Path $TestDrive bad.json
        Set-Content $bad '{"version":"1.1.0"}'
        $good = Join-Path $TestDrive good.json
        $snapshot | Export-RunSnapshot $good
        $readOnly = Join-Path $TestDrive read-only.json
        $snapshot | Export-RunSnapshot $readOnly
        Set-ItemProperty $readOnly IsReadOnly $true
        $packed = Join-Path $TestDrive packed.json.gz
        $snapshot | Export-RunSnapshot $packed
        $bytes = [byte[]](Get-Content $packed -AsByteStream -Raw)
        $bytes[-6] = $bytes[-6] -bxor 1
        Set-Content $packed $bytes -AsByteStream
    }

    AfterAll {
        Set-ItemProperty $readOnly IsReadOnly $false
        Clear-RunSnapshot -All
    }

    Context 'Errors of the operating system' {
        It 'throws <Type> for <Name>' -ForEach @(
            @{ Name = 'a file that does not exist'; Type = 'System.IO.FileNotFoundException'; Script = { Import-RunSnapshot $TestDrive/none.json -ErrorAction Stop } }
            @{ Name = 'a pattern that matches nothing'; Type = 'System.IO.FileNotFoundException'; Script = { Import-RunSnapshot $TestDrive/none*.json -ErrorAction Stop } }
            @{ Name = 'a file to test that does not exist'; Type = 'System.IO.FileNotFoundException'; Script = { Test-RunSnapshot -LiteralPath $TestDrive/none.json -ErrorAction Stop } }
            @{ Name = 'a file to repair that does not exist'; Type = 'System.IO.FileNotFoundException'; Script = { Repair-RunSnapshot $TestDrive/none.json -ErrorAction Stop } }
            @{ Name = 'a definition file that does not exist'; Type = 'System.IO.FileNotFoundException'; Script = { New-WorkflowRun w -DefinitionPath $TestDrive/none.ps1 -ErrorAction Stop } }
            @{ Name = 'a file in a folder that does not exist'; Type = 'System.IO.DirectoryNotFoundException'; Script = { Import-RunSnapshot $TestDrive/none/a.json -ErrorAction Stop } }
            @{ Name = 'a target folder that does not exist'; Type = 'System.IO.DirectoryNotFoundException'; Script = { $snapshot | Export-RunSnapshot $TestDrive/none/a.json -ErrorAction Stop } }
            @{ Name = 'a store that does not exist'; Type = 'System.IO.DirectoryNotFoundException'; Script = { Get-RunSnapshot -Store $TestDrive/none -ErrorAction Stop } }
            @{ Name = 'a folder that is read as a file'; Type = 'System.UnauthorizedAccessException'; Script = { Import-RunSnapshot -LiteralPath $TestDrive -ErrorAction Stop } }
            @{ Name = 'a read-only target'; Type = 'System.UnauthorizedAccessException'; Script = { $snapshot | Export-RunSnapshot $readOnly -ErrorAction Stop } }
            @{ Name = 'a target that exists'; Type = 'System.IO.IOException'; Script = { $snapshot | Export-RunSnapshot $good -NoClobber -ErrorAction Stop } }
            @{ Name = 'a damaged compressed file'; Type = 'System.IO.InvalidDataException'; Script = { Import-RunSnapshot $packed -ErrorAction Stop } }
        ) {
            $failed = $null
            try { & $Script } catch { $failed = $_ }

            $failed.Exception.GetType().FullName | Should -BeExactly $Type
            $failed.Exception.Message | Should -Match ([regex]::Escape((Split-Path $TestDrive -Leaf)))
        }

        It 'is caught by its type, and by no other' {
            $caught = try { Import-RunSnapshot $TestDrive/none.json -ErrorAction Stop }
            catch [System.UnauthorizedAccessException] { 'access' }
            catch [PSSnapshots.SnapshotsException] { 'module' }
            catch [System.IO.FileNotFoundException] { $_.Exception.FileName }
            catch { 'other' }

            $caught | Should -BeExactly (Join-Path $TestDrive none.json)
        }

        It 'is an IOException for a file that another program has open' {
            $held = [System.IO.File]::Open($good, 'Open', 'ReadWrite', 'None')
            try { $caught = try { Import-RunSnapshot $good -ErrorAction Stop } catch [System.IO.IOException] { $_ } }
            finally { $held.Dispose() }

            $caught.FullyQualifiedErrorId | Should -BeExactly 'FileInUse,PSSnapshots.Commands.ImportRunSnapshotCommand'
        }
    }

    Context 'Errors of the module' {
        It 'throws <Type> with <Code> for <Name>' -ForEach @(
            @{ Name = 'an invalid file'; Type = 'PSSnapshots.SnapshotFormatException'; Code = 'InvalidSnapshotFile'; Script = { Import-RunSnapshot $bad -ErrorAction Stop } }
            @{ Name = 'invalid JSON'; Type = 'PSSnapshots.SnapshotFormatException'; Code = 'InvalidSnapshot'; Script = { '{}' | ConvertFrom-RunSnapshotJson -ErrorAction Stop } }
            @{ Name = 'a file that is too large'; Type = 'PSSnapshots.Storage.DocumentTooLargeException'; Code = 'FileTooLarge'; Script = { Import-RunSnapshot $good -MaxBytes 1 -ErrorAction Stop } }
            @{ Name = 'a file that cannot be repaired'; Type = 'PSSnapshots.SnapshotRepairException'; Code = 'RequiredFieldLost'; Script = { Repair-RunSnapshot $bad -ErrorAction Stop } }
            @{ Name = 'a patch that is not one'; Type = 'PSSnapshots.InvalidPatchException'; Code = 'InvalidPatch'; Script = { Update-RunSnapshot $snapshot '{}' } }
            @{ Name = 'a patch that fails'; Type = 'PSSnapshots.PatchFailedException'; Code = 'PatchFailed'; Script = { Update-RunSnapshot $snapshot '[{"op":"remove","path":"/none"}]' -ErrorAction Stop } }
            @{ Name = 'another run'; Type = 'PSSnapshots.RunMismatchException'; Code = 'RunMismatch'; Script = { Restore-RunSnapshot $snapshot (New-WorkflowRun other) -ErrorAction Stop } }
            @{ Name = 'an object that is not a run'; Type = 'PSSnapshots.Conversion.NotARunException'; Code = 'NoRunFields'; Script = { New-RunSnapshot 5 -ErrorAction Stop } }
            @{ Name = 'a value that cannot be kept'; Type = 'PSSnapshots.Conversion.UnsupportedValueException'; Code = 'UnsupportedValue'; Script = { New-WorkflowRun w -InputData @{ x = { } } -ErrorAction Stop } }
            @{ Name = 'a wrong pointer'; Type = 'PSSnapshots.SnapshotsException'; Code = 'InvalidPointer'; Script = { Find-RunSnapshot 'no pointer' } }
            @{ Name = 'a snapshot that does not exist'; Type = 'PSSnapshots.SnapshotsException'; Code = 'SnapshotNotFound'; Script = { Get-RunSnapshot none -ErrorAction Stop } }
            @{ Name = 'a run that cannot be resumed'; Type = 'PSSnapshots.Workflows.InvalidRunStateException'; Code = 'InvalidRunState'; Script = { Resume-WorkflowRun (New-WorkflowRun w -Definition { Step a { } }) -ErrorAction Stop } }
            @{ Name = 'a step that does not exist'; Type = 'PSSnapshots.Workflows.InvalidRunOptionException'; Code = 'InvalidRunOption'; Script = {
                    $failing = New-WorkflowRun w -Definition { Step a { throw 'x' } } | Start-WorkflowRun -ErrorAction Ignore
                    Resume-WorkflowRun $failing -SkipStep none -ErrorAction Stop
                }
            }
            @{ Name = 'a store of another type'; Type = 'PSSnapshots.SnapshotsException'; Code = 'NotAStore'; Script = { Get-RunSnapshot -Store 7 } }
        ) {
            $failed = try { & $Script } catch [PSSnapshots.SnapshotsException] { $_ }

            $failed.Exception.GetType().FullName | Should -BeExactly $Type
            $failed.Exception.ErrorCode | Should -BeExactly $Code
            $failed.FullyQualifiedErrorId | Should -BeLike "$Code,PSSnapshots.Commands.*"
            $failed.Exception | Should -Not -BeOfType System.FormatException
            $failed.Exception | Should -Not -BeOfType System.InvalidOperationException
        }

        It 'is the base class of every public exception' {
            $assemblies = (Get-Module Snapshots).ImplementingAssembly, [PSSnapshots.Snapshot].Assembly
            $types = $assemblies.ExportedTypes | Where-Object { $_.IsSubclassOf([Exception]) }

            $types.Count | Should -BeGreaterThan 15
            $types | Where-Object { -not [PSSnapshots.SnapshotsException].IsAssignableFrom($_) } | Should -BeNullOrEmpty
        }
    }
}
