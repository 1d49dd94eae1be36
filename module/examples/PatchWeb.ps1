<#
.SYNOPSIS
    Survival: a workflow that goes on after a kill, in a new process. Run it, kill it at any moment, run it again.
.DESCRIPTION
    It patches web servers that are folders. The first time it starts the run; each further time it resumes it from
    the newest checkpoint in the folder. Which process ran which step, it says at the end.
.PARAMETER Folder
    Where the servers, the journal and the checkpoints are.
.PARAMETER Answer
    What the step that waits for an approval gets.
#>
param([string] $Folder = 'patch-web', [string] $Answer)
$ErrorActionPreference = 'Stop'

$Folder = [IO.Path]::GetFullPath([IO.Path]::Combine($PWD.ProviderPath, $Folder))
$journal = [IO.Directory]::CreateDirectory([IO.Path]::Combine($Folder, 'journal')).FullName

# One file for each time that a step begins; steps, parallel ones too, see the functions of their caller.
function Write-Journal([string] $Step) {
    [IO.File]::WriteAllText("$($Run.Input.folder)/journal/$([DateTime]::UtcNow.Ticks) $PID $Step", '')
}

$runId = 'patch-web-17'
$store = [PSSnapshots.Storage.DirectorySnapshotStore]::new([IO.Path]::Combine($Folder, 'state'))
$definition = @{ DefinitionPath = [IO.Path]::Combine($PSScriptRoot, 'data', 'patch-web.ps1') }

if ($newest = $store.GetLatest($runId)) {
    "Process $PID resumes $runId from checkpoint $($newest.Sequence) ($($newest.Status))"
    $answered = if ($Answer) { @{ ResumeData = $Answer } } else { @{} }
    $run = Resume-WorkflowRun -RunId $runId -Checkpoint $store @definition @answered
}
else {
    "Process $PID starts $runId"
    $run = New-WorkflowRun patch-web $runId -InputData @{ servers = 'web1', 'web2', 'web3', 'web4'; folder = $Folder } @definition |
        Start-WorkflowRun -Checkpoint $store
}
$store.Dispose()

"It is $($run.Status) now, $($run.StepResults)"
if ($waiting = $run.StepResults.Values | Where-Object Status -eq Suspended) { "Step $($waiting.Id) asks: $($waiting.Output.question)" }
if ($run.Status -eq 'Completed') { "Result: $($run.Output)" }
'What ran, by process:'
$entries = [string[]] ([IO.Directory]::GetFiles($journal) | ForEach-Object { [IO.Path]::GetFileName($_) })
[Array]::Sort($entries, [StringComparer]::Ordinal)
foreach ($entry in $entries) {
    $null, $process, $step = $entry -split ' ', 3
    "  $process  $step"
}
