<#
.SYNOPSIS
    Continues a run that another process left unfinished, and then examines its snapshots.
.DESCRIPTION
    The script imports a snapshot of a deployment, restores the run from it, completes the remaining steps with a snapshot
    after each, and compares, exports, validates and imports the result. At the end it exports the history to a CSV file
    and reads it back. All files are in a temporary folder, which is removed.
.EXAMPLE
    ./Quickstart.ps1

    Runs the example and prints the result of each operation.
#>
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot data import-module.ps1)

$folder = New-Item -ItemType Directory -Path Temp: -Name "snapshots-$(New-Guid)"
try {
    $imported = Import-RunSnapshot (Join-Path $PSScriptRoot data deploy-mid-run.json)
    "Imported   $imported"

    $run = Restore-RunSnapshot $imported
    "Restored   $run; step build produced $($run.StepResults['build'].Output.image)"

    Set-WorkflowRun $run -StepId push -Output @{ digest = 'sha256:ab'; duration = New-TimeSpan -Seconds 41 } -Log 'pushed'
    New-RunSnapshot $run -Label pushed | Out-Null

    Set-WorkflowRun $run -StepId rollout -StepStatus Running -Context @{ region = 'eu' }
    New-RunSnapshot $run -Label 'rolling out' | Out-Null

    Set-WorkflowRun $run -StepId rollout -Output @{ replicas = 3 } -Status Completed -Result @{ ok = $true }
    $final = New-RunSnapshot $run -Label done
    "Continued  $run, $($run.StepResults)"

    ''
    'Changes to the steps since the import:'
    Compare-RunSnapshot $imported $final | Where-Object Path -Like '/stepResults/*' | Format-Table

    $file = Join-Path $folder deploy-7.json
    $final | Export-RunSnapshot -Path $file
    "Exported   $((Get-Item $file).Length) bytes; valid: $(Test-RunSnapshot -Path $file)"

    $copy = Import-RunSnapshot $file -NoRegister
    "Imported   $(@(Compare-RunSnapshot $final $copy).Count) differences; the duration is still a $($copy.StepResults['push'].Output.duration.GetType().Name)"

    ''
    'The history, exported to a CSV file and read back:'
    $csv = Join-Path $folder history.csv
    Get-RunSnapshot deploy-7 | Export-Csv $csv
    Import-Csv $csv | Format-Table Sequence, RunId, Status, Label, StepResults
}
finally {
    Remove-Item $folder -Recurse
}
