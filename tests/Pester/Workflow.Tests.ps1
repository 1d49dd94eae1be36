#Requires -Version 7.4

Describe 'Workflows that run' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    It 'runs its steps, each with the output of the one before' {
        $run = New-WorkflowRun w -InputData @{ n = 3 } -Definition { Step a { param($In) $In.n }; Step b { $In + 1 } }
        (Start-WorkflowRun $run).Output | Should -Be 4
    }

    It 'passes on warnings and verbose messages of its steps' {
        $run = New-WorkflowRun w -Definition { Step a { Write-Warning w; Write-Verbose v }; InParallel { Step b { Write-Warning p }; Step c { Write-Information i } } }
        $all = Start-WorkflowRun $run -Verbose 3>&1 4>&1
        @($all | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }).Message | Should -Be 'w', 'p'
        @($all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -Contain 'v'
    }

    It 'stops a step that sleeps too long' {
        $run = New-WorkflowRun w -Definition { Step a { Start-Sleep 60 } -Timeout 200ms }
        (Start-WorkflowRun $run -ErrorAction Ignore).Status | Should -Be 'Failed'
        $run.Error.Type | Should -Be 'System.TimeoutException'
    }

    It 'says where a definition is wrong' {
        { New-WorkflowRun w -Definition { Step a { }; Step a { } } -ErrorAction Stop } | Should -Throw -ErrorId 'DuplicateStepId,PSSnapshots.Commands.NewWorkflowRunCommand'
    }

    It 'waits for an answer, and goes on from a folder' {
        $definition = { Step a { if ($null -eq $ResumeData) { Suspend-WorkflowRun -Payload @{ question = 'go?' } }; "answered $ResumeData" } }
        $state = Join-Path $TestDrive state
        $run = New-WorkflowRun w -Definition $definition | Start-WorkflowRun -Checkpoint $state
        $run.StepResults['a'].Output.question | Should -Be 'go?'
        (Resume-WorkflowRun -RunId $run.RunId -Checkpoint $state -Definition $definition -ResumeData yes).Output | Should -Be 'answered yes'
    }

    It 'is a job that the job cmdlets understand' {
        $job = New-WorkflowRun w -Definition { Step a { 5 } } | Start-WorkflowRun -AsJob
        ($job | Wait-Job | Receive-Job -AutoRemoveJob -Wait).Output | Should -Be 5
    }

    It 'is watched until it ends, or for as long as one likes' {
        $run = New-WorkflowRun w -Definition { Step a { Start-Sleep -Milliseconds 50 }; Step b { } }
        $job = Start-WorkflowRun $run -AsJob
        (Watch-WorkflowRun $run | Select-Object -First 1).Description | Should -Be 'Workflow started'
        (Watch-WorkflowRun $run)[-1].Description | Should -Be 'Workflow completed'
        $job | Wait-Job | Remove-Job
    }
}
