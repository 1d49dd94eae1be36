#Requires -Version 7.4

Describe 'Workflow steps' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        $class = 'PSSnapshots.Commands.StartWorkflowRunCommand'

        function Assert-FailedStep([scriptblock] $Definition, [string] $Message, [string] $Type) {
            $run = New-WorkflowRun w -Definition $Definition
            $null = Assert-SingleError { (Start-WorkflowRun $run).Status } "RunFailed,$class" OperationStopped -Output 'Failed'

            $run.StepResults['a'].Error.Message | Should -BeLike $Message
            $run.StepResults['a'].Error.Type | Should -BeLike "*.$Type"
            $run.Error.Message | Should -BeLike $Message
        }
    }

    It 'provides <Case>' -ForEach @(
        @{ Case = 'the input as a parameter'; Definition = { Step a { param($In) $In.n } }; Expected = 3 }
        @{ Case = 'the input as $args'; Definition = { Step a { $args[0].n } }; Expected = 3 }
        @{ Case = 'the input as $_'; Definition = { Step a { $_.n } }; Expected = 3 }
        @{ Case = 'the run as $Run'; Definition = { Step a { $Run.Input.n } }; Expected = 3 }
        @{ Case = 'the results of other steps as $Steps'; Definition = { Step a { 7 }; Step b { $Steps['a'].Output } }; Expected = 7 }
        @{ Case = 'the context of the run as $Context'; Definition = { Step a { $Context.x = 5 }; Step b { $Context.x } }; Expected = 5 }
        @{ Case = 'a context from which keys can be removed'; Definition = { Step a { $Context['y'] = 1; $Context.Remove('y'); $Context.Contains('y') } }; Expected = $false }
        @{ Case = 'its variables anew to each step'; Definition = { Step a { $In = 1; $Run = 2; $Context = 3 }; Step b { "$In $($Run.GetType().Name) $($Context.Count)" } }; Expected = ' WorkflowRun 0' }
        @{ Case = 'the number of the attempt as $Attempt'; Definition = { Step a { $Context["$Attempt"] = 1; if ($Attempt -lt 3) { throw 'again' }; $Context.Keys -join ' ' } -Attempts 3 }; Expected = '1 2 3' }
        @{ Case = 'attempts to all steps with Retry'; Definition = { Retry 2; Step a { $Context["$Attempt"] = 1; if ($Attempt -lt 2) { throw 'again' }; $Context.Keys -join ' ' } }; Expected = '1 2' }
        @{ Case = 'retries with delay, backoff and jitter'; Definition = { Step a { if ($Attempt -lt 2) { throw 'again' }; $Attempt } -Retry 1 -Delay 1ms -Backoff 2 -Jitter 0.5 -MaxDelay 2ms }; Expected = 2 }
        @{ Case = 'time with -TimeoutSec'; Definition = { Step a { $In.n + 1 } -TimeoutSec 60 }; Expected = 4 }
    ) {
        $run = New-WorkflowRun w -InputData @{ n = 3 } -Definition $Definition

        (Start-WorkflowRun $run).Output | Should -BeExactly $Expected
    }

    It 'keeps context values in the run' {
        $run = New-WorkflowRun w -Definition { Step a { $Context.region = 'eu' } } | Start-WorkflowRun

        $run.ExecutionContext.region | Should -Be 'eu'
        $run.ExecutionContext.Count | Should -Be 1
    }

    It 'has the output <Expected> if it emits <Case>' -ForEach @(
        @{ Case = 'nothing'; Definition = { Step a { } }; Expected = 'null' }
        @{ Case = 'one object'; Definition = { Step a { 5 } }; Expected = '5' }
        @{ Case = 'several objects'; Definition = { Step a { 5; 6 } }; Expected = '[5,6]' }
        @{ Case = 'an array of one'; Definition = { Step a { , @(5) } }; Expected = '[5]' }
        @{ Case = 'a hashtable'; Definition = { Step a { @{ a = 1 } } }; Expected = '{"a":1}' }
    ) {
        $output = (New-WorkflowRun w -Definition $Definition | Start-WorkflowRun).Output

        $(if ($null -eq $output) { 'null' } else { [PSSnapshots.JsonValue]$output }) | Should -BeExactly $Expected
    }

    It 'keeps the types of its output' {
        $run = New-WorkflowRun w -Definition { Step a { [timespan]'1:00'; , [byte[]](1, 2) } } | Start-WorkflowRun

        $run.Output | ForEach-Object { $_.GetType().Name } | Should -Be 'TimeSpan', 'Byte[]'
    }

    It 'can use variables and functions of the caller' {
        function Get-Mine { 'f' }
        $x = 'x'

        (New-WorkflowRun w -Definition { Step a { "$x $(Get-Mine)" } } | Start-WorkflowRun).Output | Should -Be 'x f'
    }

    It 'fails with <Case>' -ForEach @(
        @{ Case = 'throw'; Definition = { Step a { throw 'no' } }; Message = 'no'; Type = 'RuntimeException' }
        @{ Case = 'an error that ends a statement'; Definition = { Step a { 1 / 0; 'after' } }; Message = 'Attempted to divide by zero.'; Type = 'RuntimeException' }
        @{ Case = 'an unknown command'; Definition = { Step a { Get-NoSuchThing } }; Message = '*Get-NoSuchThing*'; Type = 'CommandNotFoundException' }
        @{ Case = 'break outside a loop'; Definition = { Step a { break } }; Message = "Step 'a' was terminated by 'break'*"; Type = 'InvalidOperationException' }
        @{ Case = 'exit'; Definition = { Step a { exit 3 } }; Message = "Step 'a' was terminated by 'exit'*"; Type = 'InvalidOperationException' }
        @{ Case = 'an output that cannot be kept'; Definition = { Step a { { live } } }; Message = '*cannot be kept*'; Type = 'UnsupportedValueException' }
        @{ Case = 'throw in a step with a timeout'; Definition = { Step a { throw 'no' } -TimeoutSec 60 }; Message = 'no'; Type = 'RuntimeException' }
    ) {
        Assert-FailedStep $Definition $Message $Type
    }

    It 'fails with an exception of a method' {
        Assert-FailedStep { Step a { [int]::Parse('x') } } '*x*' MethodInvocationException
    }

    It 'keeps the position and the script stack trace of an error' {
        Set-Content $TestDrive/w.ps1 "Step a {`n  1 / 0`n}"
        $run = New-WorkflowRun w -DefinitionPath $TestDrive/w.ps1 | Start-WorkflowRun -ErrorAction Ignore
        $json = New-RunSnapshot $run | ConvertTo-RunSnapshotJson

        $json | Should -Match 'w\.ps1:2 char:3'
        $json | Should -Match 'scriptStackTrace'
    }

    It 'passes on non-terminating errors, and does not fail' {
        $run = New-WorkflowRun w -Definition { Step a { Write-Error said -ErrorId Written; 'on' } }
        $null = Assert-SingleError { (Start-WorkflowRun $run).Status } 'Written' NotSpecified -Output 'Completed'

        $run.Output | Should -Be 'on'
    }

    It 'fails with a non-terminating error if Start-WorkflowRun has -ErrorAction Stop' {
        $run = New-WorkflowRun w -Definition { Step a { Write-Error said -ErrorId Written; 'on' } }
        { Start-WorkflowRun $run -ErrorAction Stop } | Should -Throw -ErrorId "RunFailed,$class"

        $run.Status | Should -Be 'Failed'
    }

    It 'writes to the streams of the caller: <Case>' -ForEach @(
        @{ Case = 'in the thread of the caller'; Definition = { Step a { Write-Warning w; Write-Verbose v; Write-Information i; Write-Error e -ErrorId Written; 'o' } } }
        @{ Case = 'with a timeout'; Definition = { Step a { Write-Warning w; Write-Verbose v; Write-Information i; Write-Error e -ErrorId Written; 'o' } -TimeoutSec 60 } }
    ) {
        $run = New-WorkflowRun w -Definition $Definition
        # Not 'Start-WorkflowRun *>&1': PowerShell drops the errors of a script block that a command runs when the
        # command's own errors are merged, as it does for ForEach-Object.
        $records = & { Start-WorkflowRun $run -Verbose } *>&1

        ($records | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }).Message | Should -Be 'w'
        $records | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and $_.Message -eq 'v' } | Should -HaveCount 1
        ($records | Where-Object { $_ -is [System.Management.Automation.InformationRecord] }).MessageData | Should -Be 'i'
        ($records | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }).FullyQualifiedErrorId | Should -Match '^Written(,|$)'
        $run.StepResults['a'].Output | Should -Be 'o'
    }

    It 'is stopped when it takes longer than its timeout: <Case>' -ForEach @(
        @{ Case = 'a loop'; Definition = { Step a { while ($true) { } } -Timeout 100ms } }
        @{ Case = 'a pipeline'; Definition = { Step a { 1..1000000000 | ForEach-Object { $_ } | Where-Object { $false } } -Timeout 100ms } }
        @{ Case = 'Start-Sleep'; Definition = { Step a { Start-Sleep 60 } -Timeout 100ms } }
    ) {
        $run = New-WorkflowRun w -Definition $Definition
        $failure = Assert-SingleError { (Start-WorkflowRun $run).Status } "RunFailed,$class" OperationStopped -Output 'Failed'

        $failure.Exception.Message | Should -Match 'time limit of 0\.1 s'
        $run.StepResults['a'].Error.Type | Should -BeExactly 'System.TimeoutException'
        $run.Error.Type | Should -BeExactly 'System.TimeoutException'
    }
}
