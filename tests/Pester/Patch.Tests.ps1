#Requires -Version 7.4

Describe 'Patch' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        Set-WorkflowRun $run -Status Running -StepId build -Output @{ at = [datetime]'2026-01-02'; image = 'web:1' }
        $before = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Failed -StepId build -Output @{ at = [datetimeoffset]'2026-01-03'; image = 'web:2' } -Context @{ 'a/b~' = 1.50d }
        $after = New-RunSnapshot $run
    }

    It 'leads from one snapshot to the other<Name>' -ForEach @(@{ Name = ''; Options = @{} }, @{ Name = ', guarded'; Options = @{ Guarded = $true } }) {
        $new = Update-RunSnapshot $before -Patch (Compare-RunSnapshot $before $after -As JsonPatch @Options)

        Compare-RunSnapshot $new $after | Should -BeNullOrEmpty
        $new.Sequence | Should -Be 3
        $new.ParentId | Should -Be $before.Id
        $new.StepResults['build'].Output.at | Should -BeOfType datetimeoffset
    }

    It 'is RFC 6902' {
        $operations = Compare-RunSnapshot $before $after -Path /status -As JsonPatch -Guarded | ConvertFrom-Json
        $operations.op | Should -Be 'test', 'replace'
        $operations.path | Should -Be '/status', '/status'
        $operations.value | Should -Be 'RUNNING', 'FAILED'
    }

    It 'takes the lines of a file' {
        $file = Join-Path $TestDrive 'patch.json'
        Compare-RunSnapshot $before $after -As JsonPatch | Set-Content $file
        Compare-RunSnapshot ($before | Update-RunSnapshot -Patch (Get-Content $file) -Label patched) $after | Should -BeNullOrEmpty
        (Get-RunSnapshot -Label patched).Sequence | Should -Be 3
    }

    It 'is all or nothing' {
        $patch = '[{"op":"remove","path":"/executionContext/a~1b~0"},{"op":"remove","path":"/nothing"}]'
        $failed = { Update-RunSnapshot $after -Patch $patch -ErrorAction Stop } | Should -Throw -ErrorId 'PatchFailed,*' -PassThru
        $failed.Exception.OperationIndex | Should -Be 1
        $failed.Exception.Path | Should -Be '/nothing'
        Get-RunSnapshot | Should -HaveCount 2
    }

    It 'refuses what is no patch' {
        { Update-RunSnapshot $after -Patch '{}' } | Should -Throw -ErrorId 'InvalidPatch,*'
    }
}
