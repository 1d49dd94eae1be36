<#
.SYNOPSIS
    Takes over a run that another process left in the middle, carries it on to its end, and looks at its snapshots.
#>
$ErrorActionPreference = 'Stop'
$folder = [IO.Directory]::CreateTempSubdirectory('snapshots-').FullName
try {
    $found = Import-RunSnapshot ([IO.Path]::Combine($PSScriptRoot, 'data', 'deploy-mid-run.json'))
    "Imported    $found"

    $run = Restore-RunSnapshot $found
    "Restored    $run; build had made $($run.StepResults['build'].Output.image)"

    Set-WorkflowRun $run -StepId push -Output @{ digest = 'sha256:ab'; pushed = [DateTimeOffset]'2026-11-23T09:00Z' } -Log 'pushed'
    $null = New-RunSnapshot $run -Label pushed

    Set-WorkflowRun $run -StepId rollout -StepStatus Running -Context @{ region = 'eu' }
    $null = New-RunSnapshot $run -Label 'rolling out'

    Set-WorkflowRun $run -StepId rollout -Output @{ replicas = 3 } -Status Completed -Result @{ ok = $true }
    $last = New-RunSnapshot $run -Label done
    "Carried on  $run, $($run.StepResults)"

    ''
    'What the steps came to, from the import to the end:'
    Compare-RunSnapshot $found $last | Where-Object Path -Like '/stepResults/*' | Out-Default

    $file = [IO.Path]::Combine($folder, 'deploy-7.json')
    Export-RunSnapshot -Snapshot $last -Path $file
    $back = Import-RunSnapshot $file -NoRegister
    "Exported    $([IO.FileInfo]::new($file).Length) bytes; valid: $(Test-RunSnapshot -Path $file)"
    "Imported    without a difference: $($null -eq (Compare-RunSnapshot $last $back)); pushed is a $($back.StepResults['push'].Output.pushed.GetType().Name) again"

    ''
    'The history:'
    Get-RunSnapshot deploy-7 | Out-Default
}
finally {
    [IO.Directory]::Delete($folder, $true)
}
