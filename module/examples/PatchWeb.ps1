<#
.SYNOPSIS
    Runs a workflow that survives a crash. Run the script, kill it at any moment, and run it again.
.DESCRIPTION
    The workflow patches web servers, which are folders here. The first process starts the run. Each later process resumes
    it from its latest checkpoint on disk. At the end, the script prints which process ran each step. The folder is kept;
    remove it to start over.
.PARAMETER Folder
    Specifies the folder for the servers, the journal and the checkpoints. The default is patch-web in the current location.
.PARAMETER Answer
    Specifies the answer for the step that waits for an approval.
.EXAMPLE
    ./PatchWeb.ps1

    Starts the run, or resumes it after a crash, until a step waits for an approval.
.EXAMPLE
    ./PatchWeb.ps1 -Answer yes

    Approves, and completes the run.
#>
param([string] $Folder = 'patch-web', [string] $Answer)
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot data import-module.ps1)

$root = New-Item -ItemType Directory -Path $Folder -Force
$journal = New-Item -ItemType Directory -Path (Join-Path $root journal) -Force
$state = Join-Path $root state

# Creates an empty file each time a step begins. The file is there at once or not at all, whenever the process is killed.
# Steps, parallel ones too, can call the functions of the script that starts the run.
function Write-Journal([string] $Step) {
    $name = "$((Get-Date -AsUTC).Ticks) $PID $Step"
    New-Item -ItemType File -Path (Join-Path $Run.Input.folder journal $name) | Out-Null
}

$runId = 'patch-web-17'
$definition = Join-Path $PSScriptRoot data patch-web.ps1
$checkpoint = if (Test-Path -LiteralPath $state) { Get-RunSnapshot -Store $state -Latest }

if ($checkpoint.Status -eq 'Completed') {
    "Run $runId is already completed. Remove the folder '$root' to start over."
    return
}
if ($checkpoint) {
    "Process $PID resumes $runId from checkpoint $($checkpoint.Sequence) ($($checkpoint.Status))"
    $resumeData = if ($Answer) { @{ ResumeData = $Answer } } else { @{} }
    $run = Resume-WorkflowRun -RunId $runId -Store $state -DefinitionPath $definition @resumeData
}
else {
    "Process $PID starts $runId"
    $run = New-WorkflowRun patch-web $runId -DefinitionPath $definition -InputData @{
        folder  = "$root"
        servers = 'web1', 'web2', 'web3', 'web4'
    } | Start-WorkflowRun -Store $state
}

"Status: $($run.Status), $($run.StepResults)"
$run.StepResults.Values | Where-Object Status -eq Suspended | ForEach-Object { "Step $($_.Id) asks: $($_.Output.question)" }
if ($run.Status -eq 'Completed') { "Result: $($run.Output)" }

'Steps by process:'
Get-ChildItem -LiteralPath $journal | Sort-Object Name | ForEach-Object {
    $null, $process, $step = $_.Name -split ' ', 3
    "  $process  $step"
}
