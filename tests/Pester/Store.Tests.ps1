#Requires -Version 7.4

Describe 'Stores' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        # A store with four checkpoints of one run and one of another. Tests that change it use a copy.
        $shared = Join-Path $TestDrive shared
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        foreach ($label in 'built', 'pushed', 'release-1', 'done') {
            Set-WorkflowRun $run -StepId $label -Output $label
            New-RunSnapshot $run -Label $label | Export-RunSnapshot -Store $shared
        }
        New-WorkflowRun deploy other-1 | New-RunSnapshot | Export-RunSnapshot -Store $shared

        # Changes a byte in the record of a snapshot, so that its hash does not match.
        function Set-Damage([string] $Journal, [int] $Sequence) {
            $bytes = [IO.File]::ReadAllBytes($Journal)
            $at = [Text.Encoding]::Latin1.GetString($bytes).IndexOf("`"n`":$Sequence,", [StringComparison]::Ordinal)
            $bytes[$at + 60] = $bytes[$at + 60] -bxor 1
            [IO.File]::WriteAllBytes($Journal, $bytes)
        }

        function Get-Left { (Get-RunSnapshot deploy-7 -Store $state).Sequence }
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    Context 'Reading' {
        BeforeAll { $state = $shared }

        It 'lists <Name>' -ForEach @(
            @{ Name = 'every snapshot in the store'; Script = { Get-RunSnapshot -Store $state }; Sequence = 1, 2, 3, 4, 1 }
            @{ Name = 'the snapshots of a run'; Script = { Get-RunSnapshot deploy-7 -Store $state }; Sequence = 1, 2, 3, 4 }
            @{ Name = 'the snapshots of the runs that a wildcard matches'; Script = { Get-RunSnapshot DEPLOY-* -Store $state }; Sequence = 1, 2, 3, 4 }
            @{ Name = 'the latest snapshot of a run'; Script = { Get-RunSnapshot deploy-7 -Store $state -Latest }; Sequence = 4 }
            @{ Name = 'snapshots by sequence number'; Script = { Get-RunSnapshot deploy-7 -Store $state -Sequence 2, 3 }; Sequence = 2, 3 }
            @{ Name = 'snapshots by label'; Script = { Get-RunSnapshot deploy-7 -Store $state -Label *e* }; Sequence = 2, 3, 4 }
            @{ Name = 'the latest snapshot at a time'; Script = { Get-RunSnapshot deploy-7 -Store $state -At ([DateTimeOffset]::Now.AddDays(1)) }; Sequence = 4 }
        ) {
            (& $Script).Sequence | Should -Be $Sequence
        }

        It 'describes a snapshot without reading its state' {
            $stored = Get-RunSnapshot deploy-7 -Store $state -Sequence 3

            $stored.RunId | Should -BeExactly 'deploy-7'
            $stored.WorkflowId | Should -BeExactly 'deploy'
            $stored.Sequence | Should -Be 3
            $stored.Label | Should -BeExactly 'release-1'
            $stored.Status | Should -Be Initial
            $stored.Size | Should -BeGreaterThan 0
            $stored.Location | Should -Exist
            Split-Path $stored.Location | Should -BeExactly $state
        }

        It 'reads <Name>, and keeps it in the session' -ForEach @(
            @{ Name = 'the latest snapshot'; Script = { Import-RunSnapshot -Store $state -RunId deploy-7 -Latest }; Sequence = 4; Steps = 'built', 'pushed', 'release-1', 'done' }
            @{ Name = 'a snapshot by sequence number'; Script = { Import-RunSnapshot -Store $state -RunId deploy-7 -Sequence 2 }; Sequence = 2; Steps = 'built', 'pushed' }
            @{ Name = 'a piped snapshot'; Script = { Get-RunSnapshot deploy-7 -Store $state -Sequence 1 | Import-RunSnapshot }; Sequence = 1; Steps = 'built' }
            @{ Name = 'a piped snapshot with its store'; Script = { Get-RunSnapshot deploy-7 -Store $state -Sequence 1 | Import-RunSnapshot -Store $state }; Sequence = 1; Steps = 'built' }
        ) {
            $read = & $Script

            $read.Sequence | Should -Be $Sequence
            $read.StepResults.Keys | Should -BeExactly $Steps
            [object]::ReferenceEquals($read, (Get-RunSnapshot)) | Should -BeTrue
        }

        It 'keeps nothing with -NoRegister' {
            Import-RunSnapshot -Store $state -RunId deploy-7 -NoRegister | Should -HaveCount 4
            Get-RunSnapshot | Should -BeNullOrEmpty
        }

        It 'takes a path on a drive of the session' {
            $null = New-PSDrive -Name Stores -PSProvider FileSystem -Root $state
            try { (Get-RunSnapshot deploy-7 -Store Stores:/ -Sequence 2).Label | Should -BeExactly 'pushed' }
            finally { Remove-PSDrive Stores }
        }

        It 'reports what <Command> cannot find, and processes the others' -ForEach @(
            @{ Command = 'Get-RunSnapshot'; Script = { (Get-RunSnapshot deploy-7 -Store $state -Sequence 9, 2).Sequence } }
            @{ Command = 'Import-RunSnapshot'; Script = { (Import-RunSnapshot -RunId deploy-7 -Store $state -Sequence 9, 2).Sequence } }
        ) {
            $null = Assert-SingleError $Script "SnapshotNotFound,PSSnapshots.Commands.$($Command.Replace('-', ''))Command" ObjectNotFound -Output 2
        }

        It 'reports a run that is not in the store' {
            $null = Assert-SingleError { Get-RunSnapshot none -Store $state } 'SnapshotNotFound,PSSnapshots.Commands.GetRunSnapshotCommand' ObjectNotFound
        }
    }

    Context 'Writing' {
        BeforeEach {
            $state = Join-Path $TestDrive ([guid]::NewGuid())
            Copy-Item $shared $state -Recurse
        }

        It 'continues a run from its checkpoint, in a session that never saw it' {
            $again = Import-RunSnapshot -Store $state -RunId deploy-7 -Latest | Restore-RunSnapshot
            $again.StepResults.Keys | Should -BeExactly 'built', 'pushed', 'release-1', 'done'

            Set-WorkflowRun $again -StepId more -Output 1
            $stored = New-RunSnapshot $again | Export-RunSnapshot -Store $state -PassThru
            $stored.Sequence | Should -Be 5
            (Import-RunSnapshot -Store $state -RunId deploy-7 -Latest).StepResults.Keys | Should -BeExactly 'built', 'pushed', 'release-1', 'done', 'more'
        }

        It 'creates no store with -WhatIf' {
            $none = Join-Path $TestDrive none
            New-RunSnapshot $run | Export-RunSnapshot -Store $none -WhatIf
            Test-Path $none | Should -BeFalse
        }

        It 'removes <Name>' -ForEach @(
            @{ Name = 'snapshots by sequence number'; Script = { Remove-RunSnapshot -Store $state -RunId deploy-7 -Sequence 3, 1 }; Left = 2, 4 }
            @{ Name = 'piped snapshots'; Script = { Get-RunSnapshot deploy-7 -Store $state | Where-Object Sequence -LT 3 | Remove-RunSnapshot }; Left = 3, 4 }
            @{ Name = 'a piped snapshot with its store'; Script = { Get-RunSnapshot deploy-7 -Store $state -Latest | Remove-RunSnapshot -Store $state }; Left = 1, 2, 3 }
            @{ Name = 'all but the latest of a run with -MaxCount'; Script = { Remove-RunSnapshot -Store $state -RunId deploy-7 -MaxCount 1 }; Left = 4 }
            @{ Name = 'all but the latest and those with pinned labels'; Script = { Remove-RunSnapshot -Store $state -MaxCount 1 -PinnedLabel release*, none }; Left = 3, 4 }
            @{ Name = 'all but the latest with a -MaxAge of 0'; Script = { Remove-RunSnapshot -Store $state -MaxAge 0 }; Left = 4 }
            @{ Name = 'none that are younger than -MaxAge'; Script = { Remove-RunSnapshot -Store $state -MaxAge 7.00:00:00 }; Left = 1, 2, 3, 4 }
            @{ Name = 'all but the latest with a -MaxBytes of 0'; Script = { Remove-RunSnapshot -Store $state -MaxBytes 0 }; Left = 4 }
            @{ Name = 'none as long as they need less than -MaxBytes'; Script = { Remove-RunSnapshot -Store $state -MaxBytes 100MB }; Left = 1, 2, 3, 4 }
            @{ Name = 'none of a run that -RunId does not match'; Script = { Remove-RunSnapshot -Store $state -RunId other-* -MaxCount 1 }; Left = 1, 2, 3, 4 }
            @{ Name = 'none with -MaxCount and -WhatIf'; Script = { Remove-RunSnapshot -Store $state -MaxCount 1 -WhatIf }; Left = 1, 2, 3, 4 }
            @{ Name = 'none by number with -WhatIf'; Script = { Remove-RunSnapshot -Store $state -RunId deploy-7 -Sequence 1 -WhatIf }; Left = 1, 2, 3, 4 }
        ) {
            & $Script | Should -BeNullOrEmpty

            Get-Left | Should -Be $Left
            Get-RunSnapshot other-1 -Store $state | Should -HaveCount 1
            $run.StepResults.Keys | Should -BeExactly 'built', 'pushed', 'release-1', 'done'
        }

        It 'reports a sequence number that does not exist, and removes the others' {
            $null = Assert-SingleError { Remove-RunSnapshot -RunId deploy-7 -Store $state -Sequence 9, 2 } 'SnapshotNotFound,PSSnapshots.Commands.RemoveRunSnapshotCommand' ObjectNotFound
            Get-Left | Should -Be 1, 3, 4
        }

        It 'warns about each file that it skips, and lists the others' {
            $damaged = (Get-RunSnapshot deploy-7 -Store $state -Sequence 3).Location
            Set-Damage $damaged 3
            $foreign = Join-Path $state notes.txt
            Set-Content $foreign 'mine'
            $found = Get-RunSnapshot -Store $state -WarningVariable warned -WarningAction SilentlyContinue -ErrorVariable failed

            $found | Where-Object RunId -EQ deploy-7 | ForEach-Object Sequence | Should -Be 1, 2, 4
            $failed | Should -BeNullOrEmpty
            $texts = @($warned.Message | Sort-Object { $_ -like '*notes.txt*' })
            $texts | Should -HaveCount 2
            $texts[0] | Should -BeLike "'$damaged' was skipped: The record at byte * is damaged: it was changed after it was written."
            $texts[1] | Should -BeExactly "'$foreign' was skipped: It is not a file of a snapshot store."
        }

        It 'reports a snapshot whose state is damaged, and reads the others' {
            $journal = Join-Path $state deploy-7.00000001.journal
            Set-Damage $journal 3
            $failed = Assert-SingleError { (Import-RunSnapshot -Store $state -RunId deploy-7 -WarningAction SilentlyContinue).Sequence } 'StoreReadFailed,PSSnapshots.Commands.ImportRunSnapshotCommand' ReadError -Output 1, 2

            "$($failed.TargetObject)" | Should -BeExactly 'deploy-7 #4'
            $failed.Exception.Message.Contains($journal) | Should -BeTrue
        }

        It 'reports a snapshot that it cannot save, and saves the others' {
            # A file in place of the folder for large values, so that no large value can be saved.
            Set-Content (Join-Path $state values) 'in the way'
            $large = New-WorkflowRun deploy large-1 -InputData ('x' * 20000)
            $failed = Assert-SingleError { $large, $run | New-RunSnapshot | Export-RunSnapshot -Store $state } 'StoreWriteFailed,PSSnapshots.Commands.ExportRunSnapshotCommand' WriteError

            $failed.Exception.Message.Contains($state) | Should -BeTrue
            Get-Left | Should -Be 1, 2, 3, 4, 5
        }
    }

    Context 'Store objects' {
        BeforeEach { $store = [PSSnapshots.Storage.MemorySnapshotStore]::new() }

        It 'uses a store object, and leaves it open' {
            New-RunSnapshot $run | Export-RunSnapshot -Store $store

            (Get-RunSnapshot -Store $store).RunId | Should -BeExactly 'deploy-7'
            (Import-RunSnapshot -Store $store).RunId | Should -BeExactly 'deploy-7'
        }

        It 'needs the store of a snapshot that has no location' {
            $null = Assert-SingleError { New-RunSnapshot $run | Export-RunSnapshot -Store $store -PassThru | Import-RunSnapshot } 'StoreUnknown,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidArgument
        }
    }

    Context 'What is not a store' {
        It 'refuses <Name>' -ForEach @(
            @{ Name = 'a path outside the file system'; Script = { Get-RunSnapshot -Store variable:x }; ErrorId = 'NotFileSystem,PSSnapshots.Commands.GetRunSnapshotCommand'; Category = 'InvalidArgument' }
            @{ Name = 'a number'; Script = { Get-RunSnapshot -Store 7 }; ErrorId = 'NotAStore,PSSnapshots.Commands.GetRunSnapshotCommand'; Category = 'InvalidArgument' }
            @{ Name = 'a file'; Script = { New-RunSnapshot $run | Export-RunSnapshot -Store $TestDrive/file }; ErrorId = 'StoreIsFile,PSSnapshots.Commands.ExportRunSnapshotCommand'; Category = 'InvalidArgument' }
            @{ Name = 'a store together with a manager'; Script = { Get-RunSnapshot -Store $shared -Manager (New-RunSnapshotManager) }; ErrorId = 'StoreAndManager,PSSnapshots.Commands.GetRunSnapshotCommand'; Category = 'InvalidArgument' }
            @{ Name = 'a removal without a limit'; Script = { Remove-RunSnapshot -Store $shared -RunId x }; ErrorId = 'NoRetentionLimit,PSSnapshots.Commands.RemoveRunSnapshotCommand'; Category = 'InvalidArgument' }
        ) {
            Set-Content $TestDrive/file ''
            $null = Assert-SingleError $Script $ErrorId $Category -Terminating
        }

        It 'reports a store that does not exist to <Name>, continues, and creates nothing' -ForEach @(
            @{ Name = 'Get-RunSnapshot'; Script = { Get-RunSnapshot -Store $TestDrive/nowhere }; Class = 'GetRunSnapshotCommand' }
            @{ Name = 'Get-RunSnapshot by name'; Script = { Get-RunSnapshot a, b* -Store $TestDrive/nowhere }; Class = 'GetRunSnapshotCommand' }
            @{ Name = 'Get-RunSnapshot for each of several names'; Script = { 'a', 'b' | Get-RunSnapshot -Store $TestDrive/nowhere }; Class = 'GetRunSnapshotCommand' }
            @{ Name = 'Get-RunSnapshot on a drive'; Script = { Get-RunSnapshot -Store nodrive:/x }; Class = 'GetRunSnapshotCommand' }
            @{ Name = 'Get-RunSnapshot with a folder object'; Script = { Get-RunSnapshot -Store ([System.IO.DirectoryInfo]"$TestDrive/nowhere") }; Class = 'GetRunSnapshotCommand' }
            @{ Name = 'Import-RunSnapshot'; Script = { Import-RunSnapshot -Store $TestDrive/nowhere }; Class = 'ImportRunSnapshotCommand' }
            @{ Name = 'Import-RunSnapshot by number'; Script = { Import-RunSnapshot -Store $TestDrive/nowhere -RunId a -Sequence 1, 2 }; Class = 'ImportRunSnapshotCommand' }
            @{ Name = 'Import-RunSnapshot of a listed snapshot'; Script = { $listed | Import-RunSnapshot }; Class = 'ImportRunSnapshotCommand' }
            @{ Name = 'Remove-RunSnapshot'; Script = { Remove-RunSnapshot -Store $TestDrive/nowhere -RunId a -Sequence 1, 2 }; Class = 'RemoveRunSnapshotCommand' }
            @{ Name = 'Remove-RunSnapshot of a listed snapshot'; Script = { $listed | Remove-RunSnapshot }; Class = 'RemoveRunSnapshotCommand' }
            @{ Name = 'Remove-RunSnapshot by a limit'; Script = { Remove-RunSnapshot -Store $TestDrive/nowhere -MaxCount 1 }; Class = 'RemoveRunSnapshotCommand' }
            @{ Name = 'Resume-WorkflowRun'; Script = { Resume-WorkflowRun -RunId a -Checkpoint $TestDrive/nowhere -Definition { Step a { } } }; Class = 'ResumeWorkflowRunCommand' }
        ) {
            $listed = New-RunSnapshot $run | Export-RunSnapshot -Store $TestDrive/nowhere -PassThru
            Remove-Item $TestDrive/nowhere -Recurse -Force
            $null = Assert-SingleError { & $Script; 'continued' } "StoreNotFound,PSSnapshots.Commands.$Class" ObjectNotFound -Output continued

            { $ErrorActionPreference = 'SilentlyContinue'; & $Script } | Should -Not -Throw
            Test-Path $TestDrive/nowhere | Should -BeFalse
        }
    }
}
