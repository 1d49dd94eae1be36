#Requires -Version 7.4

Describe 'The error of a failed run' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        $class = 'PSSnapshots.Commands.StartWorkflowRunCommand'
        $file = Join-Path $TestDrive fail.ps1

        # Runs the definition in a file, and returns the error of the run.
        function Get-Failure([string] $Definition) {
            Set-Content $file $Definition
            $run = New-WorkflowRun deploy -RunId d-48 -DefinitionPath $file
            $failure = Assert-SingleError { (Start-WorkflowRun $run).Status } "RunFailed,$class" OperationStopped -Output 'Failed'
            [pscustomobject]@{ Run = $run; Record = $failure; Message = "$failure"; Inner = $failure.Exception.InnerException }
        }
    }

    It 'names the step, the run, the file and the line' {
        $failure = Get-Failure "Step one { 1 }`nStep two {`n    Get-Item /no/such -ErrorAction Stop`n}"

        # The form of the path differs on Windows.
        $failure.Message.Replace((Join-Path (Get-Location).Drive.Root no such), '/no/such') | Should -BeExactly "Step 'two' of run 'd-48' failed (fail.ps1:3): Cannot find path '/no/such' because it does not exist."
        $failure.Record.Exception.StepId | Should -BeExactly 'two'
        $failure.Record.Exception.RunId | Should -BeExactly 'd-48'
    }

    It 'names only the line if the definition is not in a file' {
        $definition = [scriptblock]::Create("Step one {`n throw 'no'`n}")
        $run = New-WorkflowRun deploy -RunId d-48 -Definition $definition
        $failure = Assert-SingleError { (Start-WorkflowRun $run).Status } "RunFailed,$class" OperationStopped -Output 'Failed'

        "$failure" | Should -BeExactly "Step 'one' of run 'd-48' failed (line 2): no"
    }

    It 'has the inner exception <Type> for <Code>' -ForEach @(
        @{ Code = 'Get-Item /no/such -ErrorAction Stop'; Type = 'System.Management.Automation.ItemNotFoundException' }
        @{ Code = '$ErrorActionPreference = ''Stop''; Get-Item /no/such'; Type = 'System.Management.Automation.ItemNotFoundException' }
        @{ Code = 'throw [System.IO.InvalidDataException]::new(''bad'')'; Type = 'System.IO.InvalidDataException' }
        @{ Code = 'Import-RunSnapshot /no/such.json -ErrorAction Stop'; Type = 'System.IO.DirectoryNotFoundException' }
        @{ Code = 'Find-RunSnapshot bad'; Type = 'PSSnapshots.SnapshotsException' }
        @{ Code = 'try { throw [System.IO.InvalidDataException]::new(''bad'') } catch { throw }'; Type = 'System.IO.InvalidDataException' }
        @{ Code = 'function Stop-It { [CmdletBinding()] param() $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([System.IO.InvalidDataException]::new(''bad''), ''x'', 0, $null)) }; Stop-It'; Type = 'System.IO.InvalidDataException' }
        @{ Code = '[int]::Parse(''x'')'; Type = 'System.Management.Automation.MethodInvocationException' }
        @{ Code = 'throw [System.TimeoutException]::new(''slow'')'; Type = 'System.TimeoutException' }
    ) {
        $failure = Get-Failure "Step a {`n`n$Code`n}"

        $failure.Inner.GetType().FullName | Should -BeExactly $Type
        $failure.Run.Error.Type | Should -BeExactly $Type
        $failure.Run.StepResults['a'].Error.Type | Should -BeExactly $Type
        $failure.Run.Error.Message | Should -BeExactly $failure.Inner.Message
        $failure.Message | Should -BeExactly "Step 'a' of run 'd-48' failed (fail.ps1:3): $($failure.Inner.Message)"
    }

    It 'names step <Id> and line <Line> of <Case>' -ForEach @(
        @{ Case = 'a parallel step'; Id = 'p'; Line = 3; Definition = "InParallel {`n Step q { 1 }`n Step p { throw 'no' }`n}" }
        @{ Case = 'a parallel step of a subworkflow'; Id = 's.p'; Line = 3; Definition = "SubWorkflow s { InParallel {`n Step q { 1 }`n Step p { throw 'no' }`n} }" }
        @{ Case = 'an item of a foreach'; Id = 'f[1]'; Line = 2; Definition = "ForEachItem f -In { 1, 2 } {`n if (`$_ -eq 2) { throw 'no' }`n}" }
        @{ Case = 'an item of a parallel foreach'; Id = 'f[1]'; Line = 2; Definition = "ForEachItem f -ThrottleLimit 2 -In { 1, 2 } {`n if (`$_ -eq 2) { throw 'no' }`n}" }
        @{ Case = 'the items of a foreach'; Id = 'f'; Line = 2; Definition = "ForEachItem f -In {`n throw 'no' } { 1 }" }
        @{ Case = 'a step of a branch'; Id = 'b'; Line = 2; Definition = "Branch { When { `$true } {`n Step b { throw 'no' } } }" }
        @{ Case = 'a condition of a branch'; Id = 'choose'; Line = 2; Definition = "Branch choose { When {`n throw 'no' } { Step b { 1 } } }" }
        @{ Case = 'a step of a subworkflow'; Id = 's.x'; Line = 2; Definition = "SubWorkflow s {`n Step x { throw 'no' } }" }
        @{ Case = 'an iteration of a loop'; Id = 'l[0]'; Line = 2; Definition = "Loop l -Until { `$true } {`n throw 'no' }" }
        @{ Case = 'the condition of a loop'; Id = 'l'; Line = 2; Definition = "Loop l -Until {`n throw 'no' } { 1 }" }
        @{ Case = 'the last attempt of a step'; Id = 'a'; Line = 2; Definition = "Step a -Attempts 2 {`n throw 'no' }" }
        @{ Case = 'a step with a time limit'; Id = 'a'; Line = 2; Definition = "Step a -Timeout 1m {`n throw 'no' }" }
    ) {
        $failure = Get-Failure $Definition

        $failure.Message | Should -BeExactly "Step '$Id' of run 'd-48' failed (fail.ps1:$Line): no"
        $failure.Run.Error.Position | Should -Match "fail\.ps1:$Line "
        $failure.Run.Error.StackTrace | Should -Match "fail\.ps1: line $Line"
    }

    It 'names the step that exceeded its time limit, and its position: <Case>' -ForEach @(
        @{ Case = 'a step'; Id = 'slow'; Definition = "`nStep slow -Timeout 100ms { Start-Sleep 60 }" }
        @{ Case = 'a parallel step'; Id = 'slow'; Definition = "InParallel {`nStep slow -Timeout 100ms { Start-Sleep 60 }`nStep q { 1 } }" }
        @{ Case = 'an item of a foreach'; Id = 'slow[0]'; Definition = "`nForEachItem slow -In { 1 } -Timeout 100ms { Start-Sleep 60 }" }
    ) {
        $failure = Get-Failure $Definition

        $failure.Message | Should -BeExactly "Step '$Id' of run 'd-48' failed (fail.ps1:2): Step '$Id' exceeded its time limit of 0.1 s and was stopped."
        $failure.Run.Error.Message | Should -BeExactly "Step '$Id' exceeded its time limit of 0.1 s and was stopped."
        $failure.Inner | Should -BeOfType System.TimeoutException
    }

    It 'names the position of a step whose output cannot be stored' {
        (Get-Failure "`nStep a { { live } }").Message | Should -BeLike "Step 'a' of run 'd-48' failed (fail.ps1:2): *cannot be kept*"
    }

    It 'keeps the stack of the script, and no path of the computer that built the module' {
        Set-Content $TestDrive/helper.ps1 "function Invoke-Helper {`n  Get-Item /no/such -ErrorAction Stop`n}"
        $failure = Get-Failure ". '$TestDrive/helper.ps1'`nStep a { . '$TestDrive/helper.ps1'`n Invoke-Helper }"
        $failure.Message | Should -BeLike "Step 'a' of run 'd-48' failed (helper.ps1:2): *"
        $stack = $failure.Run.StepResults['a'].Error.StackTrace

        $stack | Should -Match '(?s)at Invoke-Helper, .*helper\.ps1: line 2.*at <ScriptBlock>, .*fail\.ps1: line 3'
        New-RunSnapshot $failure.Run | ConvertTo-RunSnapshotJson | Should -Not -Match 'PSSnapshots\.Workflows|LeafRunner'
        Clear-RunSnapshot -All
    }

    It 'is reported by Receive-Job' {
        Set-Content $file "Step two {`n throw [System.IO.InvalidDataException]::new('bad')`n}"
        $job = New-WorkflowRun deploy -RunId d-48 -DefinitionPath $file | Start-WorkflowRun -AsJob
        $null = Wait-Job $job
        $failure = Assert-SingleError { Receive-Job $job | ForEach-Object Status } JobStateFailed InvalidResult -Output 'Failed'
        Remove-Job $job

        $failure.Exception.Message | Should -BeExactly "Step 'two' of run 'd-48' failed (fail.ps1:2): bad"
        $failure.Exception.InnerException | Should -BeOfType System.IO.InvalidDataException
    }

    It 'is that of the step that failed last, after a resume' {
        Set-Content $file "Step one {`n if (-not `$env:SnapshotsSecondTry) { throw 'first' } }`nStep two { throw 'second' }"
        $run = New-WorkflowRun deploy -RunId d-48 -DefinitionPath $file | Start-WorkflowRun -ErrorAction Ignore
        $env:SnapshotsSecondTry = 1
        try { $failure = Assert-SingleError { (Resume-WorkflowRun $run).Status } 'RunFailed,PSSnapshots.Commands.ResumeWorkflowRunCommand' OperationStopped -Output 'Failed' }
        finally { Remove-Item Env:SnapshotsSecondTry }

        "$failure" | Should -BeExactly "Step 'two' of run 'd-48' failed (fail.ps1:3): second"
    }

    It 'has no path of the source code in the assemblies' {
        foreach ($assembly in 'PSSnapshots.dll', 'PSSnapshots.Core.dll') {
            $text = [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes((Join-Path (Split-Path $manifest) $assembly)))
            [regex]::Match($text, '[ -~]+\.pdb').Value | Should -BeLike '/_/src/*'
        }
    }
}
