#Requires -Version 7.4

Describe 'Parallel steps' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        Clear-RunSnapshot -All

        # Most tests share one run, because its runspaces take long to create.
        Set-Content $TestDrive/w.ps1 @'
InParallel {
    Step session { "$(Get-Mine) $(gm2) $((Get-Command New-RunSnapshot).Name) $($PWD.ProviderPath)" }
    Step variables { "$using:x $(& { ($using:y).z[1] }) ($x)" }
    Step streams { Write-Warning w; Write-Verbose v; Write-Information i; Write-Error e -ErrorId Written; 'o' }
    Step fails {
        1 / 0
    }
    Step slow { while ($true) { } } -Timeout 100ms
    Step last { 'completed' }
} -ThrottleLimit 2
'@
        function Get-Mine { 'mine' }
        Set-Alias gm2 Get-Mine
        $x = 'x'
        $y = @{ z = 1, 2 }
        $trigger = Register-RunSnapshotTrigger (New-WorkflowRun w other) 1h
        Push-Location $TestDrive
        try {
            $run = New-WorkflowRun w -DefinitionPath ./w.ps1
            $records = & { Start-WorkflowRun $run -Verbose } *>&1
        }
        finally {
            Pop-Location
        }
    }

    AfterAll {
        Unregister-RunSnapshotTrigger $trigger
    }

    It 'can use the functions, aliases, modules and location of the caller' {
        $run.StepResults['session'].Output | Should -BeExactly "mine mine New-RunSnapshot $TestDrive"
    }

    It 'can use variables of the caller only with $using:' {
        $run.StepResults['variables'].Output | Should -BeExactly 'x 2 ()'
    }

    It 'write to the streams of the caller' {
        ($records | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }).Message | Should -Be 'w'
        $records | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and $_.Message -eq 'v' } | Should -HaveCount 1
        ($records | Where-Object { $_ -is [System.Management.Automation.InformationRecord] }).MessageData | Should -Be 'i'
        ($records | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }).FullyQualifiedErrorId |
            Should -Be 'Written,PSSnapshots.Commands.StartWorkflowRunCommand', 'RunFailed,PSSnapshots.Commands.StartWorkflowRunCommand'
        $run.StepResults['streams'].Output | Should -Be 'o'
    }

    It 'report an error with its position in the file' {
        $run.StepResults['fails'].Status | Should -Be 'Failed'
        $run.StepResults['fails'].Error.Position | Should -BeLike '*w.ps1:6 char:9*'
    }

    It 'are stopped individually when their time limit is exceeded' {
        $run.StepResults['slow'].Status | Should -Be 'Failed'
        $run.StepResults['slow'].Error.Type | Should -BeExactly 'System.TimeoutException'
    }

    It 'are completed although another one fails' {
        $run.StepResults['last'].Output | Should -Be 'completed'
        $run.Status | Should -Be 'Failed'
    }

    It 'leave the triggers of the session active' {
        $trigger.IsActive | Should -BeTrue
    }

    It 'are resumed by their step IDs' {
        $run = New-WorkflowRun w -Definition {
            InParallel {
                Step a { if (-not $ResumeData) { Suspend-WorkflowRun -Payload @{ q = 'a' } }; "a=$ResumeData" }
                Step b { if (-not $ResumeData) { Suspend-WorkflowRun -Payload @{ q = 'b' } }; "b=$ResumeData" }
            }
        } | Start-WorkflowRun
        $run.Status | Should -Be 'Suspended'

        (Resume-WorkflowRun $run -StepId a -ResumeData one).Status | Should -Be 'Suspended'
        $run.StepResults['a'].Output | Should -Be 'a=one'
        (Resume-WorkflowRun $run -StepId b -ResumeData two).Status | Should -Be 'Completed'
        $run.StepResults['b'].Output | Should -Be 'b=two'
    }
}
