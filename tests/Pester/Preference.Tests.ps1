#Requires -Version 7.4

Describe 'Preferences of workflow steps' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        # A native command that exits with code 3.
        function Exit-Native { if ($IsWindows) { cmd /c exit 3 } else { sh -c 'exit 3' } }

        function Get-StepStatus($Run) { $Run.StepResults.Values | ForEach-Object { "$($_.Id)=$($_.Status)" } }

        # Runs a definition with preferences of the caller, which a BeforeAll does not share with the tests.
        function Get-Outcome([scriptblock] $Definition, $ErrorPreference = 'Continue', $NativePreference = $false, [hashtable] $Parameter = @{}) {
            $ErrorActionPreference = $ErrorPreference
            $PSNativeCommandUseErrorActionPreference = $NativePreference
            $run = New-WorkflowRun w -Definition $Definition
            try { $null = Start-WorkflowRun $run @Parameter 2>&1 } catch { Write-Debug "$_" }
            Get-StepStatus $run
        }
    }

    It 'leave a step completed whose native command fails, by default' {
        Get-Outcome { Step a { Exit-Native }; InParallel p { Step b { Exit-Native } } } | Should -Be 'a=Completed', 'p=Completed', 'b=Completed'
    }

    It 'of the caller fail a step whose native command fails' {
        Get-Outcome { Step a { Exit-Native } } -ErrorPreference Stop -NativePreference $true | Should -Be 'a=Failed'
        Get-Outcome { InParallel p { Step a { Exit-Native } } } -ErrorPreference Stop -NativePreference $true | Should -Be 'p=Failed', 'a=Failed'
        Get-Outcome { ForEachItem e -In { 1 } { Exit-Native } -ThrottleLimit 2 } -ErrorPreference Stop -NativePreference $true | Should -Be 'e=Failed', 'e[0]=Failed'
    }

    It 'of the caller make a native command write an error, if errors do not stop' {
        $PSNativeCommandUseErrorActionPreference = $true
        $run = New-WorkflowRun w -Definition { Step a { Exit-Native }; InParallel { Step b { Exit-Native } } }
        $errors = & { Start-WorkflowRun $run } *>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }

        $errors.FullyQualifiedErrorId | Should -Match '^ProgramExitedWithNonZeroCode'
        $errors | Should -HaveCount 2
        $run.Status | Should -Be 'Completed'
    }

    It 'of the command that starts the run apply to its steps' {
        Get-Outcome { Step a { Exit-Native } } -NativePreference $true -Parameter @{ ErrorAction = 'Stop' } | Should -Be 'a=Failed'
        Get-Outcome { InParallel p { Step a { Exit-Native } } } -NativePreference $true -Parameter @{ ErrorAction = 'Stop' } | Should -Be 'p=Failed', 'a=Failed'
    }

    It 'of a function in a module apply to the definition that it is given' {
        $module = New-Module {
            function Start-Strict($Run) { $ErrorActionPreference = 'Stop'; $PSNativeCommandUseErrorActionPreference = $true; try { Start-WorkflowRun $Run } catch { Write-Debug "$_" } }
        }
        $native = New-WorkflowRun w -Definition { Step a { Exit-Native } }
        $cmdlet = New-WorkflowRun w -Definition { Step a { Write-Error no } }
        $null = & $module { Start-Strict $args[0]; Start-Strict $args[1] } $native $cmdlet

        Get-StepStatus $native | Should -Be 'a=Failed'
        Get-StepStatus $cmdlet | Should -Be 'a=Failed'
    }

    It 'are set by a parameter of a word: <Case>' -ForEach @(
        @{ Case = 'Step'; Definition = { Step a { Exit-Native } -ErrorAction Stop; Step b { } }; Expected = 'a=Failed' }
        @{ Case = 'Step, for cmdlets'; Definition = { Step a { Write-Error no } -ErrorAction Stop; Step b { } }; Expected = 'a=Failed' }
        @{ Case = 'Step in parallel'; Definition = { InParallel p { Step a { Exit-Native } -ErrorAction Stop; Step b { Exit-Native } } }; Expected = 'p=Failed', 'a=Failed', 'b=Completed' }
        @{ Case = 'Step with $using:'; Definition = { Step a { $null = $using:PID; Exit-Native } -ErrorAction Stop }; Expected = 'a=Failed' }
        @{ Case = 'ForEachItem'; Definition = { ForEachItem a -In { 1 } { Exit-Native } -ErrorAction Stop }; Expected = 'a=Failed', 'a[0]=Failed' }
        @{ Case = 'Loop'; Definition = { Loop a -Until { $true } { Exit-Native } -ErrorAction Stop }; Expected = 'a=Failed', 'a[0]=Failed' }
        @{ Case = 'SubWorkflow, for its steps'; Definition = { SubWorkflow s { Step a { Exit-Native } } -ErrorAction Stop }; Expected = 's=Failed', 's.a=Failed' }
        @{ Case = 'InParallel, for its steps'; Definition = { InParallel p -ErrorAction Stop { SubWorkflow s { Step a { Exit-Native } } } }; Expected = 'p=Failed', 's=Failed', 's.a=Failed' }
        @{ Case = 'Branch, for its steps'; Definition = { Branch b -ErrorAction Stop { When { $true } { Step a { Write-Error no } } } }; Expected = 'b=Failed', 'a=Failed' }
        @{ Case = 'a step, against its group'; Definition = { SubWorkflow s -ErrorAction Stop { Step a { Exit-Native } -ErrorAction Continue } }; Expected = 's=Completed', 's.a=Completed' }
    ) {
        Get-Outcome $Definition | Should -Be $Expected
    }

    It 'are set by a variable of the definition: <Case>' -ForEach @(
        @{ Case = 'for all steps'; Definition = { $ErrorActionPreference = 'Stop'; $PSNativeCommandUseErrorActionPreference = $true; Step a { Exit-Native } }; Expected = 'a=Failed' }
        @{ Case = 'for steps in parallel'; Definition = { $ErrorActionPreference = 'Stop'; $PSNativeCommandUseErrorActionPreference = $true; InParallel p { Step a { Exit-Native } } }; Expected = 'p=Failed', 'a=Failed' }
        @{ Case = 'for cmdlets alone'; Definition = { $ErrorActionPreference = 'Stop'; Step a { Exit-Native }; Step b { Write-Error no } }; Expected = 'a=Completed', 'b=Failed' }
        @{ Case = 'in a body'; Definition = { SubWorkflow s { $ErrorActionPreference = 'Stop'; Step a { Write-Error no } -ErrorAction Continue; Step b { Write-Error no } } }; Expected = 's=Failed', 's.a=Completed', 's.b=Failed' }
        @{ Case = 'from where it is set'; Definition = { Step a { Write-Error no }; $ErrorActionPreference = 'Stop'; Step b { Write-Error no } }; Expected = 'a=Completed', 'b=Failed' }
        @{ Case = 'against a parameter of a word'; Definition = { $PSNativeCommandUseErrorActionPreference = $false; Step a { Exit-Native } -ErrorAction Stop; Step b { Write-Error no } -ErrorAction Stop }; Expected = 'a=Completed', 'b=Failed' }
    ) {
        Get-Outcome $Definition | Should -Be $Expected
    }

    It 'of the definition take precedence over those of the caller' {
        Get-Outcome { $ErrorActionPreference = 'Continue'; Step a { Write-Error no }; InParallel p { Step b { Exit-Native } } } -ErrorPreference Stop -NativePreference $true |
            Should -Be 'a=Completed', 'p=Completed', 'b=Completed'
    }

    It 'hold when the run is resumed' {
        $run = New-WorkflowRun w -Definition { Step a { if ($null -eq $ResumeData) { Suspend-WorkflowRun }; Exit-Native } -ErrorAction Stop } | Start-WorkflowRun
        $null = Resume-WorkflowRun $run -ResumeData yes 2>&1

        Get-StepStatus $run | Should -Be 'a=Failed'
    }

    It 'do not make the errors of a definition go unnoticed' {
        New-WorkflowRun w -Definition { Get-Item nothing-here; Step a { } } -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand'
    }

    It 'show the messages of a single step' {
        $run = New-WorkflowRun w -Definition { Step a { Write-Verbose one }; Step b { Write-Verbose two } -Verbose }

        (Start-WorkflowRun $run 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -Be 'two'
    }
}
