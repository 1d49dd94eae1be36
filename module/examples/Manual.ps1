<#
.SYNOPSIS
    Manual snapshots: one before and one after a piece of work, and what the work changed.
#>
$ErrorActionPreference = 'Stop'

$run = New-WorkflowRun -WorkflowId release -RunId release-12 -InputData @{ version = '2.4.0' }
$before = New-RunSnapshot $run -Label 'before start'

Set-WorkflowRun $run -Status Running
Set-WorkflowRun $run -StepId tag -Output @{ tag = 'v2.4.0' } -Log 'tagged'
$after = New-RunSnapshot $run -Label 'after tag'

"$before  ->  $after"
Compare-RunSnapshot $before $after | Out-Default

'The numbers, and the size of the last one as text:'
Get-RunSnapshot release-12 | ForEach-Object { "  #$($_.Sequence) $($_.Label): $($_.StepResults), $($_.LogCount) logs, $($_.EventCount) events" }
"  $((ConvertTo-RunSnapshotJson $after -Compress).Length) characters of JSON"
