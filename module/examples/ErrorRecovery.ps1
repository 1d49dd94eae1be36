<#
.SYNOPSIS
    Takes a snapshot before a risky step, and restores the run to it when the step fails.
.EXAMPLE
    ./ErrorRecovery.ps1

    Shows what the restore would change, restores the run, and runs the failed step again.
#>
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot data import-module.ps1)

$run = New-WorkflowRun -WorkflowId patch -RunId patch-9 -InputData @{ server = 'web1' }
Set-WorkflowRun $run -Status Running
Set-WorkflowRun $run -StepId drain -Output @{ drained = $true }
$safe = New-RunSnapshot $run -Label 'before patch'

try {
    Set-WorkflowRun $run -StepId patch -StepStatus Running
    throw 'No space left on web1.'
}
catch {
    Set-WorkflowRun $run -StepId patch -StepError $_ -Status Failed -RunError $_
    $failed = New-RunSnapshot $run -Label failed
    "Failed     $run, $($run.StepResults): $($failed.Error.Message)"
}

''
'Changes that a restore would make to the steps:'
Restore-RunSnapshot $safe -Run $run -WhatIf | Where-Object Path -Like '/stepResults/*' | Format-Table

Restore-RunSnapshot $safe -Run $run
"Restored   $run, $($run.StepResults)"

Set-WorkflowRun $run -StepId patch -Output @{ version = '10.2' } -Status Completed
"Completed  $run, $($run.StepResults)"
"The snapshot of the failure is still in the history: $((Get-RunSnapshot patch-9 -Label failed).Error.Message)"
