<#
.SYNOPSIS
    Saves a run to a file and continues it in a new process.
.DESCRIPTION
    The first process completes one step, saves the run, and starts a second process, which restores the run, skips the
    completed step and runs the others. The file is in a temporary folder, which is removed.
.PARAMETER SavedRun
    Specifies the file of the run to continue. The script passes it to the second process.
.EXAMPLE
    ./Persistence.ps1

    Runs both processes and prints which of them ran each step.
#>
param([string] $SavedRun)
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot data import-module.ps1)

if ($SavedRun) {
    $run = Import-RunSnapshot -LiteralPath $SavedRun | Restore-RunSnapshot
    "  Process 2 continues $run, $($run.StepResults)"
    foreach ($step in 'plan', 'apply', 'verify') {
        if ($run.StepResults[$step].Status -eq 'Completed') { "  Process 2 skips $step, which is already completed"; continue }
        Set-WorkflowRun $run -StepId $step -Output @{ by = 'process 2' }
        "  Process 2 runs $step"
    }
    Set-WorkflowRun $run -Status Completed
    New-RunSnapshot $run | Export-RunSnapshot -LiteralPath $SavedRun
    return
}

$folder = New-Item -ItemType Directory -Path Temp: -Name "snapshots-$(New-Guid)"
try {
    $file = Join-Path $folder rollout-4.json
    $run = New-WorkflowRun -WorkflowId rollout -RunId rollout-4
    Set-WorkflowRun $run -Status Running
    Set-WorkflowRun $run -StepId plan -Output @{ by = 'process 1' }
    New-RunSnapshot $run | Export-RunSnapshot -Path $file
    "Process 1 saved $run, $($run.StepResults)"

    # Starts this PowerShell again. PowerShell that is installed as a .NET tool is started by dotnet.
    $program = (Get-Process -Id $PID).Path
    $arguments = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll })
    & $program @arguments -NoProfile -File $PSCommandPath -SavedRun $file
    if ($LASTEXITCODE -ne 0) { throw "The second process failed with exit code $LASTEXITCODE." }

    $final = Import-RunSnapshot $file
    "Process 1 imported $final"
    $final.StepResults.Values | Format-Table Id, Status, @{ Name = 'RunBy'; Expression = { $_.Output.by } }
}
finally {
    Remove-Item $folder -Recurse
}
