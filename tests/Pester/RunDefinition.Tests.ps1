#Requires -Version 7.4

Describe 'The definition that a run is started and resumed with' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        $new = 'PSSnapshots.Commands.NewWorkflowRunCommand'
        $start = 'PSSnapshots.Commands.StartWorkflowRunCommand'
        $resume = 'PSSnapshots.Commands.ResumeWorkflowRunCommand'
        $text = 'Step a { 1 }; Step ask { if ($null -eq $ResumeData) { Suspend-WorkflowRun }; "$($Steps[''a''].Output) $ResumeData" }'
    }

    BeforeEach {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).ps1"
        Set-Content $file $text
    }

    AfterAll { Clear-RunSnapshot -All }

    Context 'Parameters' {
        It 'New-WorkflowRun refuses -Definition with -DefinitionPath' {
            $null = Assert-SingleError { New-WorkflowRun w -Definition { Step a { 1 } } -DefinitionPath $file } "DefinitionAndPath,$new" InvalidArgument -Terminating
        }

        It 'Resume-WorkflowRun refuses -Definition with -DefinitionPath' {
            $run = New-WorkflowRun w -DefinitionPath $file | Start-WorkflowRun

            $null = Assert-SingleError { Resume-WorkflowRun $run -Definition { Step a { 1 } } -DefinitionPath $file } "DefinitionAndPath,$resume" InvalidArgument -Terminating
            $run.Status | Should -Be 'Suspended'
        }

        It 'Start-WorkflowRun <Case> without a definition names parameters that New-WorkflowRun has' -ForEach @(
            @{ Case = ''; Parameters = @{ } }
            @{ Case = '-Resume'; Parameters = @{ Resume = $true } }
            @{ Case = '-AsJob'; Parameters = @{ AsJob = $true } }
        ) {
            $run = New-WorkflowRun w k
            $failure = Assert-SingleError { Start-WorkflowRun $run @Parameters } "DefinitionMissing,$start" InvalidArgument

            "$failure" | Should -BeExactly "Run 'k' has no definition. Create the run with the -Definition or -DefinitionPath parameter of New-WorkflowRun."
            foreach ($name in 'Definition', 'DefinitionPath') { (Get-Command New-WorkflowRun).Parameters.Keys | Should -Contain $name }
        }
    }

    Context 'A run that was started from a file' {
        It 'is resumed from its store with the same file' {
            Push-Location $TestDrive
            try { $null = New-WorkflowRun w k -DefinitionPath (Split-Path $file -Leaf) | Start-WorkflowRun -Store $state }
            finally { Pop-Location }

            (Resume-WorkflowRun -RunId k -Store $state -ResumeData yes).Output | Should -Be '1 yes'
        }

        It 'is resumed again, after a resume with another file' {
            $other = Join-Path $TestDrive other.ps1
            Set-Content $other "$text; Step again { if (`$null -eq `$ResumeData) { Suspend-WorkflowRun }; 'second' }"
            $null = New-WorkflowRun w k -DefinitionPath $file | Start-WorkflowRun -Store $state
            (Resume-WorkflowRun -RunId k -Store $state -DefinitionPath $other -Force -ResumeData yes).Status | Should -Be 'Suspended'

            (Resume-WorkflowRun -RunId k -Store $state -ResumeData yes).Output | Should -Be 'second'
        }

        It 'remembers the path and the SHA-256 of the file, in exports too' {
            $run = New-WorkflowRun w k -DefinitionPath $file | Start-WorkflowRun

            $kept = (New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).Events[0].Metadata.definition
            $kept.path | Should -BeExactly $file
            $kept.hash | Should -Be (Get-FileHash $file -Algorithm SHA256).Hash
        }

        It 'is not resumed with the file when that has changed: <Case>' -ForEach @(
            @{ Case = 'another step'; Changed = { "$text; Step more { 2 }" } }
            @{ Case = 'another line outside of the steps'; Changed = { "Set-Content '$file.ran' 1`n$text" } }
            @{ Case = 'a comment'; Changed = { "$text # more" } }
        ) {
            $null = New-WorkflowRun w k -DefinitionPath $file | Start-WorkflowRun -Store $state
            Set-Content $file (& $Changed)
            $failure = Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -ResumeData yes } "DefinitionChanged,$resume" InvalidOperation

            "$failure" | Should -BeLike "*'$file'*-DefinitionPath*"
            Test-Path "$file.ran" | Should -BeFalse
            (Get-RunSnapshot k -Store $state)[-1].Status | Should -Be 'Suspended'
        }

        It 'is not resumed with a file that does not exist any more' {
            $null = New-WorkflowRun w k -DefinitionPath $file | Start-WorkflowRun -Store $state
            Remove-Item -LiteralPath $file
            $failure = Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -ResumeData yes } "DefinitionMissing,$resume" InvalidArgument

            "$failure" | Should -BeLike "*'$file'*does not exist*-Definition*"
        }

        It 'is not resumed with the file if others can change the store: <Case>' -Skip:$IsWindows -ForEach @(
            @{ Case = 'all users'; Mode = 'o+w'; Of = '.' }
            @{ Case = 'the group'; Mode = 'g+w'; Of = '.' }
            @{ Case = 'the journal of the run'; Mode = 'g+w'; Of = '*.journal' }
        ) {
            $null = New-WorkflowRun w k -DefinitionPath $file | Start-WorkflowRun -Store $state
            chmod $Mode @(Resolve-Path (Join-Path $state $Of))
            $failure = Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -ResumeData yes -WarningAction Ignore } "DefinitionNotTrusted,$resume" SecurityError

            "$failure" | Should -BeLike "*'$file'*'$state'*-DefinitionPath*"
            (Resume-WorkflowRun -RunId k -Store $state -DefinitionPath $file -ResumeData yes -WarningAction Ignore).Output | Should -Be '1 yes'
        }

        It 'is not resumed with the file if <Case> belongs to another user' -Skip:(-not $IsLinux -or (id -u) -ne 0) -ForEach @(
            @{ Case = 'the store'; Of = '.' }
            @{ Case = 'the journal of the run'; Of = '*.journal' }
        ) {
            $null = New-WorkflowRun w k -DefinitionPath $file | Start-WorkflowRun -Store $state
            chown 12345 @(Resolve-Path (Join-Path $state $Of))

            $null = Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -ResumeData yes } "DefinitionNotTrusted,$resume" SecurityError
        }

        It 'is not resumed with the file from an export' {
            $run = New-WorkflowRun w k -DefinitionPath $file | Start-WorkflowRun
            New-RunSnapshot $run | Export-RunSnapshot "$state.json"
            $other = Import-RunSnapshot "$state.json" -NoRegister | Restore-RunSnapshot
            $failure = Assert-SingleError { Resume-WorkflowRun $other -ResumeData yes } "DefinitionMissing,$resume" InvalidArgument

            "$failure" | Should -BeLike '*-Definition*-DefinitionPath*'
            (Resume-WorkflowRun $other -ResumeData yes -DefinitionPath $file).Output | Should -Be '1 yes'
        }

        It 'is resumed from a store in memory' {
            $store = [PSSnapshots.Storage.MemorySnapshotStore]::new()
            $null = New-WorkflowRun w k -DefinitionPath $file | Start-WorkflowRun -Store $store

            (Resume-WorkflowRun -RunId k -Store $store -ResumeData yes).Output | Should -Be '1 yes'
        }
    }

    It 'a run that was started with -Definition needs it again' {
        $null = New-WorkflowRun w k -Definition ([scriptblock]::Create($text)) | Start-WorkflowRun -Store $state

        $null = Assert-SingleError { Resume-WorkflowRun -RunId k -Store $state -ResumeData yes } "DefinitionMissing,$resume" InvalidArgument
    }
}
