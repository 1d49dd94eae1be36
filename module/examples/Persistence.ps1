<#
.SYNOPSIS
    Persistence: a run saves itself to a file, its process ends, and a new process goes on with it.
.PARAMETER SavedRun
    The file to go on with; the script gives it to the process that it starts.
#>
param([string] $SavedRun)
$ErrorActionPreference = 'Stop'

# The second process may be one that knows no module by its name.
if (-not (Get-Command Restore-RunSnapshot -ErrorAction Ignore)) {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'Snapshots.psd1'))
}

if ($SavedRun) {
    $snapshot = Import-RunSnapshot -LiteralPath $SavedRun
    $run = Restore-RunSnapshot $snapshot
    "  process 2: goes on with $run, $($run.StepResults)"
    foreach ($step in 'plan', 'apply', 'verify') {
        if ($run.StepResults[$step].Status -eq 'Completed') { "  process 2: $step is done already"; continue }
        Set-WorkflowRun $run -StepId $step -Output @{ by = 'process 2' }
        "  process 2: $step"
    }
    Set-WorkflowRun $run -Status Completed
    New-RunSnapshot $run | Export-RunSnapshot -Path $SavedRun
    return
}

$folder = [IO.Directory]::CreateTempSubdirectory('snapshots-').FullName
try {
    $run = New-WorkflowRun -WorkflowId rollout -RunId rollout-4
    Set-WorkflowRun $run -Status Running
    Set-WorkflowRun $run -StepId plan -Output @{ by = 'process 1' }
    "process 1: $run, $($run.StepResults); saved"
    $file = [IO.Path]::Combine($folder, 'rollout-4.json')
    New-RunSnapshot $run | Export-RunSnapshot -Path $file

    # The same PowerShell again. One that was installed as a .NET tool is run by dotnet.
    $program = (Get-Process -Id $PID).Path
    $arguments = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll })
    & $program @arguments -NoProfile -File $PSCommandPath -SavedRun $file
    if ($LASTEXITCODE) { throw "The second process ended with $LASTEXITCODE." }

    $final = Import-RunSnapshot $file
    "process 1: finds $final"
    foreach ($step in $final.StepResults.Values) { "  $($step.Id) by $($step.Output.by)" }
}
finally {
    [IO.Directory]::Delete($folder, $true)
}
