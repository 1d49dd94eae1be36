<#
.SYNOPSIS
    Takes snapshots automatically while a script works.
.DESCRIPTION
    A trigger looks at the run at an interval and takes a snapshot if the run has changed. When the run completes, the
    trigger takes a final snapshot and stops.
.EXAMPLE
    ./Automatic.ps1

    Synchronizes six parts and prints the snapshots that the trigger took.
#>
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot data import-module.ps1)

$run = New-WorkflowRun -WorkflowId sync -RunId sync-3
$trigger = Register-RunSnapshotTrigger -Run $run -Interval 50ms -Label auto

Set-WorkflowRun $run -Status Running
foreach ($number in 1..6) {
    Set-WorkflowRun $run -StepId "part-$number" -Output @{ rows = 100 * $number }
    Start-Sleep -Milliseconds 60
}
Set-WorkflowRun $run -Status Completed -Result @{ parts = 6 }

"The trigger took $($trigger.SnapshotCount) snapshots with $($trigger.FailureCount) failures. Active: $($trigger.IsActive)."
$latest = Get-RunSnapshot sync-3 -Latest
"The latest snapshot is of the completed run: $($latest.Status), $($latest.StepResults)."
Get-RunSnapshot sync-3 | Format-Table
Unregister-RunSnapshotTrigger -Trigger $trigger
