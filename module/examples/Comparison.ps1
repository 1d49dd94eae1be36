<#
.SYNOPSIS
    Comparison: change by change, summed up, for one step, and along a history.
#>
$ErrorActionPreference = 'Stop'

$run = New-WorkflowRun -WorkflowId etl -RunId etl-9
Set-WorkflowRun $run -Status Running -Context @{ batch = 1 }
Set-WorkflowRun $run -StepId extract -StepStatus Running
$first = New-RunSnapshot $run
Set-WorkflowRun $run -StepId extract -Output @{ rows = 1200; skipped = 0 }
$second = New-RunSnapshot $run
Set-WorkflowRun $run -StepId extract -Output @{ rows = 1200; skipped = 7 } -Context @{ batch = 2 }
$third = New-RunSnapshot $run

'Of the step, between the second and the third:'
Compare-RunSnapshot $second $third | Where-Object Path -Like '/stepResults/extract/*' | Out-Default

'Summed up:'
$summary = Compare-RunSnapshot $first $third -As Summary
"  extract: $($summary.StepResults['extract'].From.Status) -> $($summary.StepResults['extract'].To.Status)"
"  batch:   $($summary.ExecutionContext['batch'].From) -> $($summary.ExecutionContext['batch'].To)"

'Along the history, each with the one before:'
Get-RunSnapshot etl-9 | Compare-RunSnapshot | Where-Object Path -NotMatch '^/(logs|events)/' |
    ForEach-Object { "  #$($_.FromSequence) -> #$($_.ToSequence)  $_" }

"A snapshot compared with itself has $(@(Compare-RunSnapshot $third $third).Count) changes."
