# What the examples of the help start from. Each example gets it anew, in an empty folder: the failed run deploy-7 with
# three snapshots, its files and its store. $preparations has what single examples need besides.

$preparations = @{
    'Clear-RunSnapshot 2' = {
        'test-1', 'test-2' | ForEach-Object { $null = New-WorkflowRun test -RunId $_ | New-RunSnapshot }
    }
    'Compare-RunSnapshot 8' = {
        $null = New-Item -ItemType Directory ./runs
        foreach ($number in 11..14) {
            $one = New-WorkflowRun deploy -RunId "deploy-$number"
            Set-WorkflowRun $one -Status Running
            Set-WorkflowRun $one -StepId build -Output @{ image = 'web:1.4.2' }
            if ($number -eq 11) { $good = New-RunSnapshot $one; continue }
            if ($number -eq 13) { Set-WorkflowRun $one -Context @{ region = 'eu' } }
            else { Set-WorkflowRun $one -StepId test -StepError 'timeout' }
            New-RunSnapshot $one | Export-RunSnapshot -Path ./runs
        }
        Clear-RunSnapshot -All
    }
    'ConvertFrom-RunSnapshotJson 1' = {
        function Invoke-WebRequest { [pscustomobject]@{ Content = Get-Content ./deploy-7.json -Raw } }
    }
    'ConvertTo-RunSnapshotJson 2' = {
        function Invoke-RestMethod { }
    }
    'Export-RunSnapshot 3' = {
        Export-RunSnapshot -Snapshot $snapshot -Path ./release.json
    }
    'Get-RunSnapshot 2' = {
        $other = New-WorkflowRun deploy -RunId deploy-8
        Set-WorkflowRun $other -Status Running -PassThru | New-RunSnapshot | Out-Null
    }
    'Get-RunSnapshot 5' = {
        $json = Get-RunSnapshot deploy-7 | ConvertTo-RunSnapshotJson
        Clear-RunSnapshot -All
        $times = '2026-01-02T03:04:00Z', '2026-01-02T03:05:00Z', '2026-01-02T03:06:00Z'
        for ($index = 0; $index -lt $json.Count; $index++) {
            $milliseconds = ([datetimeoffset]$times[$index]).ToUnixTimeMilliseconds()
            $json[$index] -replace '(?<="timestamp": )\d+', $milliseconds | Set-Content ./timed.json
            $null = Import-RunSnapshot ./timed.json
        }
    }
    'Get-RunSnapshotTrigger 1' = {
        Set-WorkflowRun $run -Status Running
        $null = Register-RunSnapshotTrigger $run -Interval 5s
    }
    'Import-RunSnapshot 2' = {
        Set-Content ./snapshots/notes.json '{ "text": "not a snapshot" }'
    }
    'New-RunSnapshot 1' = {
        function Invoke-Migration($Run) {
            Set-WorkflowRun $Run -Context @{ migrated = 1 }
            throw 'The disk is full.'
        }
    }
    'New-WorkflowRun 3' = {
        Set-Content ./orders.csv 'RunId', 'order-17', 'order-18'
    }
    'Register-RunSnapshotTrigger' = {
        Set-WorkflowRun $run -Status Running
    }
    'Register-RunSnapshotTrigger 2' = {
        $runs = 1..2 | ForEach-Object { New-WorkflowRun batch -RunId "batch-$_" }
    }
    'Repair-RunSnapshot 1' = {
        $text = Get-Content ./deploy-7.json -Raw
        Set-Content ./deploy-7.json $text.Substring(0, $text.IndexOf('"events"')) -NoNewline
    }
    'Repair-RunSnapshot 2' = {
        $text = Get-Content ./snapshots/deploy-7-2.json -Raw
        Set-Content ./snapshots/deploy-7-2.json $text.Replace('"completed"', '"complete?"') -NoNewline
    }
    'Repair-RunSnapshot 3' = {
        $text = Get-Content ./deploy-7.json -Raw
        Set-Content ./tail.json $text.Substring($text.IndexOf('"stepResults"')) -NoNewline
    }
    'Resume-WorkflowRun' = {
        Set-Content ./patch-web.ps1 @'
Step drain { 'drained' }
Step patch { if (Test-Path ./no-network) { throw 'no network' }; 'kernel 6.12' }
Step approve { if ($null -eq $ResumeData -and $Run.RunId -eq 'patch-web-18') { Suspend-WorkflowRun }; "approved: $ResumeData" }
'@
        Set-Content ./pay.ps1 @'
Step charge -NonIdempotent { throw 'no answer from the bank' }
Step receipt { 'sent' }
'@
        $null = New-Item ./no-network
        $null = New-WorkflowRun patch-web patch-web-17 -DefinitionPath ./patch-web.ps1 | Start-WorkflowRun -Store ./state -ErrorAction SilentlyContinue
        Remove-Item ./no-network
        $null = New-WorkflowRun patch-web patch-web-18 -DefinitionPath ./patch-web.ps1 | Start-WorkflowRun -Store ./state
        $null = New-WorkflowRun pay pay-3 -DefinitionPath ./pay.ps1 | Start-WorkflowRun -Store ./state -ErrorAction SilentlyContinue
    }
    'Start-WorkflowRun' = {
        Set-Content ./patch-web.ps1 "Step drain { 'drained' }", "Step patch { 'kernel 6.12' }"
        Set-Content ./deploy.ps1 "Step build { 'built' }", "Step push { 'pushed' }"
    }
    'Suspend-WorkflowRun 2' = {
        Set-Content ./backup.ps1 'Step copy { while (-not (Test-Path ./copied)) { Start-Sleep -Milliseconds 10 } }', 'Step verify { }'
        # The step copy ends after the run was suspended.
        function Wait-Job {
            [CmdletBinding()] param([Parameter(ValueFromPipeline)] $Job)
            process { $null = New-Item ./copied; $Job | Microsoft.PowerShell.Core\Wait-Job }
        }
    }
    'Test-RunSnapshot 2' = {
        $text = Get-Content ./snapshots/deploy-7-2.json -Raw
        Set-Content ./snapshots/deploy-7-2.json $text.Replace('"RUNNING"', '"BUSY"') -NoNewline
    }
    'Undo-RunSnapshotRestore 2' = {
        Get-RunSnapshot deploy-7 -Label tested | Restore-RunSnapshot -Run $run
    }
    'Unregister-RunSnapshotTrigger' = {
        Set-WorkflowRun $run -Status Running
    }
    'Unregister-RunSnapshotTrigger 2' = {
        $null = Register-RunSnapshotTrigger $run -Interval 2m
    }
    'Update-RunSnapshot 2' = {
        Set-Content ./fix.json @'
[
  { "op": "test", "path": "/executionContext/region", "value": "eu" },
  { "op": "replace", "path": "/executionContext/region", "value": "us" }
]
'@
    }
    'Watch-WorkflowRun' = {
        Set-Content ./deploy.ps1 "Step build { 'built' }", "Step push { 'pushed' }"
    }
    'Watch-WorkflowRun 2' = {
        $job = New-WorkflowRun deploy deploy-8 -DefinitionPath ./deploy.ps1 | Start-WorkflowRun -AsJob
    }
}

# Dot-source this function, so that its variables are those of the example.
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

    foreach ($key in $Cmdlet, "$Cmdlet $Number") {
        if ($preparations.ContainsKey($key)) { . $preparations[$key] }
    }
}
