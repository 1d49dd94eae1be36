<#
.SYNOPSIS
    Compares snapshots: change by change, as a summary, and along a history.
.EXAMPLE
    ./Comparison.ps1

    Takes three snapshots of a run that imports data, and compares them in each way.
#>
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot data import-module.ps1)

$run = New-WorkflowRun -WorkflowId etl -RunId etl-9
Set-WorkflowRun $run -Status Running -Context @{ batch = 1 }
Set-WorkflowRun $run -StepId extract -StepStatus Running
$first = New-RunSnapshot $run
Set-WorkflowRun $run -StepId extract -Output @{ rows = 1200; skipped = 0 }
$second = New-RunSnapshot $run
Set-WorkflowRun $run -StepId extract -Output @{ rows = 1200; skipped = 7 } -Context @{ batch = 2 }
$third = New-RunSnapshot $run

'Changes to the step extract between the second and the third snapshot:'
Compare-RunSnapshot $second $third | Where-Object Path -Like '/stepResults/extract/*' | Format-Table

'Summary of the changes between the first and the third snapshot:'
$summary = Compare-RunSnapshot $first $third -As Summary
"  extract: $($summary.StepResults['extract'].From.Status) -> $($summary.StepResults['extract'].To.Status)"
"  batch:   $($summary.ExecutionContext['batch'].From) -> $($summary.ExecutionContext['batch'].To)"

''
'Each snapshot of the history compared with the previous one:'
Get-RunSnapshot etl-9 | Compare-RunSnapshot | Where-Object Path -NotMatch '^/(logs|events)/' |
    ForEach-Object { "  #$($_.FromSequence) -> #$($_.ToSequence)  $_" }

''
"A snapshot compared with itself has $(@(Compare-RunSnapshot $third $third).Count) changes."
