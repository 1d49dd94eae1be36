<#
.SYNOPSIS
    Error recovery: a snapshot before a risky step; when the step fails, the run goes back to it.
#>
$ErrorActionPreference = 'Stop'

$run = New-WorkflowRun -WorkflowId patch -RunId patch-9 -InputData @{ server = 'web1' }
Set-WorkflowRun $run -Status Running
Set-WorkflowRun $run -StepId drain -Output @{ drained = $true }
$safe = New-RunSnapshot $run -Label 'before patch'

try {
    Set-WorkflowRun $run -StepId patch -StepStatus Running
    throw [IO.IOException]'no space left on web1'
}
catch {
    Set-WorkflowRun $run -StepId patch -StepError $_ -Status Failed -RunError $_
    $failed = New-RunSnapshot $run -Label failed
    "Failed      $($failed.Error.Type): $($failed.Error.Message)"
}

'To go back would change the steps so:'
Restore-RunSnapshot -Snapshot $safe -Run $run -WhatIf | Where-Object Path -Like '/stepResults/*' | ForEach-Object { "  $_" }

Restore-RunSnapshot -Snapshot $safe -Run $run
"Restored    $run, $($run.StepResults)"

Set-WorkflowRun $run -StepId patch -Output @{ version = '10.2' } -Status Completed
"Second try  $run, $($run.StepResults)"
"The failure is kept: $((Get-RunSnapshot patch-9 -Label failed).Error.Message)"
