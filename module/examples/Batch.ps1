<#
.SYNOPSIS
    Batch operations: snapshots of many runs in one pipeline, exported to a folder, cleared, imported and restored.
#>
$ErrorActionPreference = 'Stop'
$folder = [IO.Directory]::CreateTempSubdirectory('snapshots-').FullName
try {
    $runs = foreach ($server in 'web1', 'web2', 'web3') {
        $run = New-WorkflowRun -WorkflowId patch -RunId "batch-$server" -InputData @{ server = $server }
        Set-WorkflowRun $run -Status Running
        Set-WorkflowRun $run -StepId patch -Output @{ server = $server }
        $run
    }
    $runs | New-RunSnapshot -Label nightly | Export-RunSnapshot -Path $folder -Compress -PassThru |
        ForEach-Object { "Exported  $($_.Name)" }

    Clear-RunSnapshot batch-*
    "Cleared   $(@(Get-RunSnapshot batch-*).Count) snapshots are left"

    $restored = Import-RunSnapshot "$folder/*.json" | Restore-RunSnapshot
    'Restored'
    $restored | Out-Default
}
finally {
    [IO.Directory]::Delete($folder, $true)
}
