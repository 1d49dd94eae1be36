#Requires -Version 7.4

Describe 'Tab completion' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        Clear-RunSnapshot -All
        $run = New-WorkflowRun w deploy-7
        $null = $run, (New-WorkflowRun w 'deploy-7 b'), (New-WorkflowRun w "deploy-7'c"), (New-WorkflowRun w other) | New-RunSnapshot
        function Complete($Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches }
    }

    AfterAll {
        Clear-RunSnapshot -All
    }

    It 'completes run IDs, with quotes if they are needed: <_>' -ForEach @(
        'Get-RunSnapshot ', 'Get-RunSnapshot -RunId ', 'Find-RunSnapshot /status -RunId ', 'Clear-RunSnapshot '
        'Remove-RunSnapshot -RunId ', 'Get-RunSnapshotTrigger ', 'Unregister-RunSnapshotTrigger -RunId '
    ) {
        $found = Complete ($_ + 'dep')

        $found.CompletionText | Should -BeExactly 'deploy-7', "'deploy-7 b'", "'deploy-7''c'"
        $found.ListItemText | Should -BeExactly 'deploy-7', 'deploy-7 b', "deploy-7'c"
    }

    It 'ignores the case and the quotes of the typed text' {
        Complete "Get-RunSnapshot 'DEP" | Should -HaveCount 3
    }

    It 'shows the number of snapshots of a run as the tool tip' {
        (Complete 'Get-RunSnapshot oth').ToolTip | Should -Match '1 snapshots'
    }

    It 'completes statuses' {
        (Complete 'Set-WorkflowRun $run -Status P').CompletionText | Should -BeExactly 'Paused'
    }
}
