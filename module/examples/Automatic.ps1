<#
.SYNOPSIS
    Automatic snapshots: a trigger takes one at an interval whenever the run has changed, and a last one at its end.
#>
$ErrorActionPreference = 'Stop'

$run = New-WorkflowRun -WorkflowId sync -RunId sync-3
$trigger = Register-RunSnapshotTrigger -Run $run -Interval 50ms -Label auto

Set-WorkflowRun $run -Status Running
foreach ($number in 1..6) {
    Set-WorkflowRun $run -StepId "part-$number" -Output @{ rows = 100 * $number }
    [Threading.Thread]::Sleep(60)
}
Set-WorkflowRun $run -Status Completed -Result @{ parts = 6 }

"The run ended, and the trigger with it: active = $($trigger.IsActive), failures = $($trigger.FailureCount)."
"At least five snapshots were taken while it ran: $($trigger.SnapshotCount -ge 5)."
"The last one holds the end: $((Get-RunSnapshot sync-3 -Latest).Status), $((Get-RunSnapshot sync-3 -Latest).StepResults)."
Unregister-RunSnapshotTrigger -Trigger $trigger
