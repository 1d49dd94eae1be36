#Requires -Version 7.4

Describe 'Update-RunSnapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        $class = 'PSSnapshots.Commands.UpdateRunSnapshotCommand'
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        Set-WorkflowRun $run -StepId build -Output @{ at = [datetime]'2026-01-02'; n = 1 } -Context @{ region = 'eu' }
        $before = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Running -StepId build -Output @{ at = [datetimeoffset]'2026-01-02'; n = 1.5d } -Context @{ "a/b~`u{D800}" = $null }
        $after = New-RunSnapshot $run
    }

    It 'applies the <Name>patch of a comparison, in both directions' -ForEach @(@{ Name = ''; Options = @{} }, @{ Name = 'guarded '; Options = @{ Guarded = $true } }) {
        $new = Update-RunSnapshot $before -Patch (Compare-RunSnapshot $before $after -As JsonPatch @Options)

        Compare-RunSnapshot $new $after | Should -BeNullOrEmpty
        $new.Sequence | Should -Be 3
        $new.ParentId | Should -BeExactly $before.Id
        $new.StepResults['build'].Output.at | Should -BeOfType datetimeoffset
        $new.StepResults['build'].Output.n | Should -BeOfType decimal
        Compare-RunSnapshot $before (Update-RunSnapshot $after (Compare-RunSnapshot $after $before -As JsonPatch @Options)) | Should -BeNullOrEmpty
    }

    It 'emits a new snapshot with a label, and does not change the old one' {
        $new = $before | Update-RunSnapshot -Label fixed -Patch '[', '{"op":"replace","path":"/executionContext/region","value":"us"}', ']'

        $new.ExecutionContext.region | Should -BeExactly 'us'
        $new.Label | Should -BeExactly 'fixed'
        $before.ExecutionContext.region | Should -BeExactly 'eu'
        Get-RunSnapshot deploy-7 | Should -HaveCount 3
        (Get-RunSnapshot -Label fixed).Id | Should -BeExactly $new.Id
    }

    It 'accepts the lines of Get-Content' {
        Compare-RunSnapshot $before $after -As JsonPatch | Set-Content TestDrive:/patch.json
        Compare-RunSnapshot (Update-RunSnapshot $before -Patch (Get-Content TestDrive:/patch.json)) $after | Should -BeNullOrEmpty
    }

    It 'keeps nothing with -WhatIf' {
        Update-RunSnapshot $before -Patch '[]' -WhatIf | Should -BeNullOrEmpty
        Get-RunSnapshot deploy-7 | Should -HaveCount 2
    }

    Context 'Compare-RunSnapshot -As JsonPatch' {
        It 'emits RFC 6902 operations, with tests if guarded' {
            $operations = Compare-RunSnapshot $before $after -Path /status -As JsonPatch -Guarded | ConvertFrom-Json
            $operations.op | Should -BeExactly 'test', 'replace'
            $operations.path | Should -BeExactly '/status', '/status'
            $operations.value | Should -BeExactly 'INITIAL', 'RUNNING'
        }

        It 'applies the options of the comparison' {
            $operations = @(Compare-RunSnapshot $before $after -Path /status -As JsonPatch | ConvertFrom-Json)
            $operations | Should -HaveCount 1
            $operations[0].path | Should -BeExactly '/status'
        }

        It 'emits one patch for each step of a history' {
            $null = New-RunSnapshot $run
            Set-WorkflowRun $run -Log 'more'
            $before, $after, (New-RunSnapshot $run) | Compare-RunSnapshot -As JsonPatch | Should -HaveCount 2
        }
    }

    Context 'A patch that cannot be applied' {
        It 'is refused as a whole, and other snapshots are updated' {
            $patch = '[{"op":"add","path":"/executionContext/x","value":1},{"op":"test","path":"/status","value":"RUNNING"}]'
            $failed = Assert-SingleError { ($before, $after | Update-RunSnapshot -Patch $patch).Sequence } "PatchFailed,$class" InvalidOperation -Output 3

            $failed.Exception.OperationIndex | Should -Be 1
            $failed.Exception.Path | Should -BeExactly '/status'
            $failed.TargetObject.Sequence | Should -Be 1
            Get-RunSnapshot deploy-7 | Should -HaveCount 3
        }

        It 'names the operation whose path does not exist' {
            $patch = '[{"op":"remove","path":"/executionContext/region"},{"op":"remove","path":"/nothing"}]'
            $failed = Assert-SingleError { Update-RunSnapshot $before -Patch $patch } "PatchFailed,$class" InvalidOperation

            $failed.Exception.OperationIndex | Should -Be 1
            $failed.Exception.Path | Should -BeExactly '/nothing'
            Get-RunSnapshot | Should -HaveCount 2
        }

        It 'is refused if its result is not a snapshot' {
            $failed = Assert-SingleError { Update-RunSnapshot $before -Patch '[{"op":"remove","path":"/status"}]' } "PatchFailed,$class" InvalidOperation
            $failed.Exception.Message | Should -BeLike '*/status*'
            Get-RunSnapshot | Should -HaveCount 2
        }

        It 'is refused if it has an unknown operation, and the error names the index' {
            $failed = Assert-SingleError { Update-RunSnapshot $before -Patch '[{"op":"spam","path":"/a"}]' } "InvalidPatch,$class" InvalidData -Terminating
            $failed.Exception.OperationIndex | Should -Be 0
        }

        It 'is refused if it is not an array' {
            $null = Assert-SingleError { Update-RunSnapshot $before -Patch '{}' } "InvalidPatch,$class" InvalidData -Terminating
        }
    }
}
