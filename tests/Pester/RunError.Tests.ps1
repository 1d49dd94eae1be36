#Requires -Version 7.4

Describe 'Errors of runs and steps' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        Clear-RunSnapshot -All
        $run = New-WorkflowRun w failing
        Set-Content $TestDrive/deploy.ps1 @'
function Deploy-Site {
    [System.IO.File]::ReadAllText('/no/such/site')
}
Deploy-Site
'@
        try { & $TestDrive/deploy.ps1 } catch { $caught = $_; Set-WorkflowRun $run -Status Failed -StepId site -StepError $_ -RunError $_ }
        New-RunSnapshot $run | Export-RunSnapshot $TestDrive/a.json
        $imported = Import-RunSnapshot $TestDrive/a.json -NoRegister
    }

    It 'keeps the type, message, position and stack of an error record in <Case>' -Tag Fault09 -ForEach @(
        @{ Case = 'a run'; Script = { $run.Error } }
        @{ Case = 'a file'; Script = { $imported.Error } }
        @{ Case = 'a step of a file'; Script = { $imported.StepResults['site'].Error } }
        @{ Case = 'a run that is restored from a file'; Script = { (Restore-RunSnapshot $imported).Error } }
    ) {
        $kept = & $Script

        $kept.Type | Should -BeExactly 'System.Management.Automation.MethodInvocationException'
        $kept.Message | Should -BeExactly $caught.Exception.Message
        $kept.StackTrace | Should -BeExactly $caught.Exception.StackTrace
        $kept.Position | Should -BeExactly $caught.InvocationInfo.PositionMessage
        $kept.Position | Should -Match 'deploy\.ps1:2 '
        $kept.Details.scriptStackTrace | Should -BeExactly $caught.ScriptStackTrace
        $kept.Details.scriptStackTrace | Should -Match 'Deploy-Site'
    }

    It 'keeps the cause, the error ID and the category of an error record' -Tag Fault09 {
        $imported.Error.Cause.Type | Should -BeExactly 'System.IO.DirectoryNotFoundException'
        $imported.Error.Details.errorId | Should -BeExactly 'DirectoryNotFoundException'
        $imported.Error.Details.category | Should -BeExactly 'NotSpecified'
    }

    It 'keeps an exception and its cause' -Tag Fault09 {
        Set-WorkflowRun $run -RunError ([System.IO.IOException]::new('disk', [System.TimeoutException]::new('slow')))
        $kept = (New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).Error

        $kept.Type | Should -BeExactly 'System.IO.IOException'
        $kept.Message | Should -BeExactly 'disk'
        $kept.Cause.Type | Should -BeExactly 'System.TimeoutException'
    }

    It 'keeps an object that describes an error' -Tag Fault09 {
        Set-WorkflowRun $run -RunError @{ name = 'ZodError'; issues = @(@{ message = 'one' }) }
        $kept = (New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).Error

        $kept.Type | Should -BeExactly 'ZodError'
        $kept.Message | Should -BeExactly '1 issues: one'
        $kept.Cause | Should -BeNullOrEmpty
    }
}
