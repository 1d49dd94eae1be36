<#
.SYNOPSIS
    Takes a snapshot before and after a piece of work, and shows what the work changed.
.EXAMPLE
    ./Manual.ps1

    Tags a release, compares the snapshots from before and after, and lists the history.
#>
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot data import-module.ps1)

$run = New-WorkflowRun -WorkflowId release -RunId release-12 -InputData @{ version = '2.4.0' }
$before = New-RunSnapshot $run -Label 'before start'

Set-WorkflowRun $run -Status Running
Set-WorkflowRun $run -StepId tag -Output @{ tag = 'v2.4.0' } -Log 'tagged'
$after = New-RunSnapshot $run -Label 'after tag'

"From  $before"
"To    $after"
Compare-RunSnapshot $before $after | Format-Table

'The history:'
Get-RunSnapshot release-12 | Format-Table Sequence, Label, Status, CompletedStepCount, LogCount, EventCount

"The last snapshot is $((ConvertTo-RunSnapshotJson $after -Compress).Length) characters of JSON."
