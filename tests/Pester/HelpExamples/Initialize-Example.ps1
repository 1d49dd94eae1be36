# What the examples of the help start from: the run deploy-7 with three snapshots, the files and the store of it, and
# for some cmdlets more. Each example gets this anew, in an empty folder.

function Initialize-Example([string] $Cmdlet, [int] $Number) {
    $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7 -InputData @{ env = 'prod'; image = 'web:1.4.2' }
    Set-WorkflowRun $run -Status Running -Log 'started'
    Set-WorkflowRun $run -StepId build -Output @{ image = 'web:1.4.2' } -Context @{ region = 'us' } -Log 'built in 41 s'
    $first = $snapshot = New-RunSnapshot $run -Label built
    Set-WorkflowRun $run -StepId test -Output @{ passed = 212 } -Context @{ region = 'eu' }
    $null = New-RunSnapshot $run -Label tested
    Set-WorkflowRun $run -StepId deploy -StepError 'no connection' -Status Failed
    $last = New-RunSnapshot $run

    Export-RunSnapshot -Snapshot $last -Path ./deploy-7.json
    $null = New-Item -ItemType Directory ./snapshots
    Get-RunSnapshot deploy-7 | Export-RunSnapshot -Path ./snapshots
    Get-RunSnapshot deploy-7 | Export-RunSnapshot -Store ./state
}
