<#
.SYNOPSIS
    Takes, exports, clears, imports and restores snapshots of many runs, each operation in one pipeline.
.DESCRIPTION
    The exported files are in a temporary folder, which is removed.
.EXAMPLE
    ./Batch.ps1

    Exports a snapshot of each of three runs, clears the history, and restores the runs from the files.
#>
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot data import-module.ps1)

$folder = New-Item -ItemType Directory -Path Temp: -Name "snapshots-$(New-Guid)"
try {
    $runs = foreach ($server in 'web1', 'web2', 'web3') {
        $run = New-WorkflowRun -WorkflowId patch -RunId "batch-$server" -InputData @{ server = $server }
        Set-WorkflowRun $run -Status Running
        Set-WorkflowRun $run -StepId patch -Output @{ server = $server } -PassThru
    }

    'Exported files:'
    $runs | New-RunSnapshot -Label nightly | Export-RunSnapshot -Path $folder -Compress -PassThru |
        Format-Table Name, Length

    Clear-RunSnapshot batch-*
    "Snapshots after clearing: $(@(Get-RunSnapshot batch-*).Count)"

    'Restored runs:'
    Get-ChildItem $folder -Filter *.json | Import-RunSnapshot | Restore-RunSnapshot | Format-Table
}
finally {
    Remove-Item $folder -Recurse
}
