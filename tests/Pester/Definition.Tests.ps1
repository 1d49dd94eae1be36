#Requires -Version 7.4

Describe 'Workflow definitions' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        $class = 'PSSnapshots.Commands.NewWorkflowRunCommand'
        function Get-StepOutput($Definition) {
            $run = New-WorkflowRun w -InputData @{ n = 3 } -Definition $Definition
            (Start-WorkflowRun $run).StepResults.Values | ForEach-Object { "$($_.Id)=$($_.Output)" }
        }

        function Get-StepHash {
            process { (New-WorkflowRun w -Definition ([scriptblock]::Create("Step a {$_`n}"))).ExecutionGraph[0].step.hash }
        }
    }

    BeforeEach {
        Push-Location $TestDrive
    }

    AfterEach {
        Pop-Location
    }

    It 'runs its steps in order, each with the output of the previous step' {
        Get-StepOutput { Step a { param($In) $In.n }; Step b { $In + 1 } } | Should -Be 'a=3', 'b=4'
    }

    It 'runs the first arm of a branch whose condition is true: <Taken>' -ForEach @(
        @{ Definition = { Branch { When { $In.n -gt 9 } { Step x { 'x' } } When { $In.n -gt 2 } { Step y { 'y' } } Otherwise { Step z { 'z' } } } }; Taken = 'y' }
        @{ Definition = { Branch { When { $In.n -gt 9 } { Step x { 'x' } } Otherwise { Step z { 'z' } } } }; Taken = 'z' }
        @{ Definition = { Branch { When { $In.n -gt 1 } { Step x { 'x' } }; When { $true } { Step y { 'y' } } } }; Taken = 'x' }
        @{
            Definition = {
                Branch {
                    When { $In.n -gt 9 } { Step x { 'x' } }
                    Otherwise { Step several-lines { 'several-lines' } }
                }
            }
            Taken = 'several-lines'
        }
    ) {
        Get-StepOutput $Definition | Should -Be "branch-1=$Taken", "$Taken=$Taken"
    }

    It 'names nodes without an ID by their kind and position' {
        $run = New-WorkflowRun w -Definition { Step a { }; Branch { When { $true } { InParallel { Step b { } } } }; InParallel p { Step c { } } }

        (Start-WorkflowRun $run).StepResults.Keys | Where-Object { $_ -ne 'c' } | Should -Be 'a', 'branch-2', 'parallel-2-1-1', 'b', 'p'
    }

    It 'repeats a loop until or while its condition is true, and keeps the result of each iteration' {
        Get-StepOutput { Loop u -Until { $Out -ge 2 } -MaxIterations 5 { $Index }; Loop w -While { $Out -lt 1 } { $Index } } |
            Should -Be 'u=2', 'u[0]=0', 'u[1]=1', 'u[2]=2', 'w=1', 'w[0]=0', 'w[1]=1'
    }

    It 'runs ForEachItem for each item, with its index' {
        Get-StepOutput { ForEachItem e -In { 'a', 'b' } { param($letter) "$Index $letter $Item $_" } } |
            Should -Be 'e=0 a a a 1 b b b', 'e[0]=0 a a a', 'e[1]=1 b b b'
    }

    It 'prefixes the step IDs of a subworkflow with its ID' {
        Get-StepOutput { SubWorkflow s { Step a { 1 }; Step b { 2 } }; Step a { 3 } } | Should -Be 's=2', 's.a=1', 's.b=2', 'a=3'
    }

    It 'can create steps in a loop, which capture values with $using:' {
        Get-StepOutput { foreach ($name in 'x', 'y') { Step "s-$name" { "$using:name!" } } } | Should -Be 's-x=x!', 's-y=y!'
    }

    It 'passes <Case> to $using: as the same object' -ForEach @(
        @{ Case = 'an array of one'; Value = @('web1') }
        @{ Case = 'an empty array'; Value = @() }
        @{ Case = 'an array of integers'; Value = [int[]](1, 2) }
        @{ Case = 'bytes'; Value = [byte[]](1, 2) }
        @{ Case = 'a list'; Value = [System.Collections.Generic.List[int]](1, 2) }
        @{ Case = 'an empty list'; Value = [System.Collections.Generic.List[int]]::new() }
        @{ Case = 'a set'; Value = [System.Collections.Generic.HashSet[string]]::new() }
        @{ Case = 'a queue'; Value = [System.Collections.Queue]::new() }
        @{ Case = 'a hashtable'; Value = @{ a = 1 } }
        @{ Case = 'a custom object'; Value = [pscustomobject]@{ a = 1 } }
        @{ Case = 'null'; Value = $null }
    ) {
        $seen = [System.Collections.Concurrent.ConcurrentDictionary[string, object]]::new()
        $entries = @{ 'using:x' = $Value }
        $null = New-WorkflowRun w -Definition {
            Step here { $null = ($using:seen).TryAdd('here', $using:Value) }
            Step entry { $null = ($using:seen).TryAdd('entry', $using:entries['using:x']) }
            InParallel { Step there { $null = ($using:seen).TryAdd('there', ${using:Value}) } }
        } | Start-WorkflowRun

        foreach ($name in 'here', 'entry', 'there') {
            $seen.ContainsKey($name) | Should -BeTrue
            [object]::ReferenceEquals($seen[$name], $Value) | Should -BeTrue -Because $name
        }
    }

    It 'refuses a $using: variable that is not set: <Text>' -ForEach @(
        @{ Text = '$using:notSet' }
        @{ Text = '$using:notSet.Name' }
        @{ Text = '$using:notSet[0]' }
    ) {
        Set-Content w.ps1 "Step a { 1 }`nStep b { $Text }"
        $failure = Assert-SingleError { New-WorkflowRun w -DefinitionPath ./w.ps1 } "UsingVariableIsUndefined,$class" InvalidArgument

        $failure.Exception.Message | Should -Be "The value of the using variable '$Text', at w.ps1, line 2, column 10, cannot be retrieved because it has not been set in the local session."
    }

    It 'has the same hash with <Case>' -ForEach @(
        @{ Case = 'another comment'; First = '$x = 1 # one'; Second = '$x = 1 <# two #>' }
        @{ Case = 'a comment on a line of its own'; First = '$x = 1; $x'; Second = "`n  # comment`n  `$x = 1;`n`n  # more`n  `$x" }
        @{ Case = 'other white space'; First = 'if($x){1}else{2}'; Second = "if (`$x)  {`n`t1`n}`nelse {`n`t2`n}" }
        @{ Case = 'other line ends'; First = "`$x = 1`n`$x"; Second = "`$x = 1`r`n`$x" }
        @{ Case = 'other line ends in a here-string'; First = "@'`na`nb`n'@"; Second = "@'`r`na`r`nb`r`n'@" }
        @{ Case = 'a pipeline on several lines'; First = 'Get-Item . | Select-Object Name'; Second = "Get-Item . |`n    Select-Object ```n    Name" }
    ) {
        $hashes = $First, $Second | Get-StepHash

        $hashes[0] | Should -BeExactly $hashes[1]
    }

    It 'has another hash if <Case>' -ForEach @(
        @{ Case = 'a value differs'; First = '1'; Second = '2' }
        @{ Case = 'white space in a string differs'; First = "'a b'"; Second = "'a  b'" }
        @{ Case = 'a line end separates two commands'; First = 'foo a b'; Second = "foo a`nb" }
        @{ Case = 'white space separates two arguments'; First = 'foo $a.b(1)'; Second = 'foo $a.b (1)' }
        @{ Case = 'white space separates an operator'; First = 'foo -a'; Second = 'foo - a' }
        @{ Case = 'a string has a number sign'; First = "'a # b'"; Second = "'a # c'" }
    ) {
        $hashes = $First, $Second | Get-StepHash

        $hashes[0] | Should -Not -BeExactly $hashes[1]
    }

    It 'resumes with a definition whose comments have changed' {
        $run = New-WorkflowRun w -Definition { Step a { 1 }; Step b { if (-not $ResumeData) { Suspend-WorkflowRun }; 2 } } | Start-WorkflowRun

        (Resume-WorkflowRun $run -ResumeData yes -Definition {
            Step a { 1 } # the first one
            Step b {
                # The run waits.
                if (-not $ResumeData) { Suspend-WorkflowRun }; 2
            }
        }).Status | Should -Be 'Completed'
    }

    It 'can be read from a file' {
        Set-Content w.ps1 "Step a { 1 }`nBranch { When { `$In -eq 1 } { Step b { 2 } } }"
        $fromFile = New-WorkflowRun w -DefinitionPath ./w.ps1
        $fromScriptBlock = New-WorkflowRun w -Definition { Step a { 1 }; Branch { When { $In -eq 1 } { Step b { 2 } } } }

        (Start-WorkflowRun $fromFile).Output | Should -Be 2
        $fromFile.ExecutionGraph.Count | Should -Be 2
        "$($fromFile.ExecutionGraph)" | Should -BeExactly "$($fromScriptBlock.ExecutionGraph)"
    }

    It 'refuses <Case>, and reports its position' -ForEach @(
        @{ Case = 'a step ID that is used twice'; Text = "Step a { }`nStep a { }"; Id = 'DuplicateStepId,PSSnapshots.Commands.NewWorkflowRunCommand'; Message = "Duplicate step ID 'a' at w.ps1, line 2, column 1. Step IDs must be unique." }
        @{ Case = 'an unknown word'; Text = "`n  Stpe a { }"; Id = 'UnknownWord,PSSnapshots.Commands.NewWorkflowRunCommand'; Message = "'Stpe' at w.ps1, line 2, column 3 is not recognized as a keyword of a definition or as a command.*" }
        @{ Case = 'a step without a body'; Text = 'Step a'; Id = 'MissingScriptBlock,PSSnapshots.Commands.NewWorkflowRunCommand'; Message = 'The definition is not valid (at w.ps1, line 1, column 1). Step a requires a script block for -Body.' }
        @{ Case = 'a step without an ID'; Text = 'Step { 1 }'; Id = 'MissingStepId,PSSnapshots.Commands.NewWorkflowRunCommand'; Message = 'The definition is not valid (at w.ps1, line 1, column 1). Step requires an ID. Specify it as the first argument.' }
        @{ Case = 'no steps'; Text = '# nothing'; Id = 'EmptyDefinition,PSSnapshots.Commands.NewWorkflowRunCommand'; Message = 'The definition has no steps.' }
        @{ Case = 'output that is not a step'; Text = "Step a { }; 'text'"; Message = "*line 1, column 13*emitted 'text'*" }
        @{ Case = 'When outside Branch'; Text = 'When { 1 } { Step a { } }'; Message = '*line 1, column 1*only in a Branch*' }
        @{ Case = 'Step directly in Branch'; Text = 'Branch { Step a { } }'; Message = '*line 1, column 10*only When and Otherwise*' }
        @{ Case = 'a misspelled Otherwise'; Text = 'Branch { When { 1 } { Step a { } } Otherwies { Step b { } } }'; Message = "*'Otherwies' is not valid here. Use When or Otherwise*" }
        @{ Case = 'Loop without a condition'; Text = 'Loop a { }'; Message = '*either -Until or -While*' }
        @{ Case = '-Attempts 0'; Text = 'Step a { } -Attempts 0'; Message = '*attempts must be at least 1*' }
        @{ Case = '-Attempts together with -Retry'; Text = 'Step a { } -Attempts 2 -Retry 1'; Message = '*cannot be used together*' }
        @{ Case = '-Jitter 2'; Text = 'Step a { } -Attempts 2 -Jitter 2'; Message = '*from 0 to 1*' }
        @{ Case = '-Backoff 0.5'; Text = 'Step a { } -Attempts 2 -Backoff 0.5'; Message = '*at least 1*' }
        @{ Case = '-TimeoutSec 0'; Text = 'Step a { } -TimeoutSec 0'; Message = '*49 days*' }
        @{ Case = 'an unknown parameter'; Text = 'Step a { } -Oops'; Message = '*line 1*Oops*' }
        @{ Case = 'Retry after a step'; Text = 'Step a { }; Retry 3'; Message = '*must be the first element*' }
        @{ Case = 'the keyword Parallel'; Text = 'Parallel { Step a { } }'; Message = '*line 1, column 1*Use InParallel*' }
        @{ Case = 'the keyword Workflow'; Text = 'Workflow x { Step a { } }'; Message = '*Use SubWorkflow*' }
        @{ Case = 'a syntax error'; Text = 'Step a {'; Message = '*w.ps1, line 1*' }
        @{ Case = 'code that throws'; Text = "throw 'no'"; Message = '*no*' }
        @{ Case = 'Retry in a body'; Text = 'InParallel { Retry 3; Step a { } }'; Message = '*line 1, column 14*must be the first element*' }
        @{ Case = 'a Retry that is wrong'; Text = 'Retry 0; Step a { }'; Message = '*line 1, column 1*attempts must be at least 1*' }
        @{ Case = 'an arm after Otherwise'; Text = 'Branch { Otherwise { Step a { } }; When { 1 } { Step b { } } }'; Message = '*w.ps1, line 1*' }
    ) {
        Set-Content w.ps1 $Text
        $expected = $Id ?? 'InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand'

        (Assert-SingleError { New-WorkflowRun w -DefinitionPath ./w.ps1 } $expected InvalidArgument).Exception.Message | Should -BeLike $Message
    }

    It 'reports a file that does not exist' {
        $null = Assert-SingleError { New-WorkflowRun w -DefinitionPath ./none.ps1 } "FileNotFound,$class" ObjectNotFound
    }

    It 'reports which element of a definition is empty' {
        Set-Content w.ps1 "Step a { 1 }`nInParallel p { }"

        (Assert-SingleError { New-WorkflowRun w -DefinitionPath ./w.ps1 } "InvalidDefinition,$class" InvalidArgument).Exception.Message |
            Should -BeLike "*at w.ps1, line 2, column 1*'p'*nothing to run*"
    }

    It 'reports output that is not an element, with the position of the code that emits it: <Case>' -ForEach @(
        @{ Case = 'between steps'; Text = "Step a { }`n  5`nStep b { }"; Place = 'line 2, column 3'; Value = '5' }
        @{ Case = 'in a loop'; Text = "Step a { }`nforeach (`$i in 1, 2) {`n    Step `"s`$i`" { }; `"text `$i`"`n}"; Place = 'line 3, column 21'; Value = 'text 1' }
        @{ Case = 'in a body'; Text = "InParallel {`n    Step a { }`n    [pscustomobject]@{ x = 1 }`n}"; Place = 'line 3, column 5'; Value = '@{x=1}' }
        @{ Case = 'in a function'; Text = "function Get-Five {`n  5`n}`nGet-Five`nStep a { }"; Place = 'line 2, column 3'; Value = '5' }
        @{ Case = 'in an arm'; Text = "Branch {`n  When { 1 } {`n    'x'`n  }`n}"; Place = 'line 3, column 5'; Value = 'x' }
    ) {
        Set-Content w.ps1 $Text
        $failure = Assert-SingleError { New-WorkflowRun w -DefinitionPath ./w.ps1 } "InvalidDefinition,$class" InvalidArgument

        $failure.Exception.Message | Should -BeLike "*at w.ps1, $Place*'$Value'*Step, InParallel*"
    }

    It 'adds the names of the parameters to an error about a parameter: <Text>' -ForEach @(
        @{ Text = 'Step a { } -Oops'; Message = "*line 1, column 12*'Oops'*-Id, -Body, -Attempts, -Retry, -Delay, -Backoff, -Jitter, -MaxDelay, -Timeout, -TimeoutSec, -NonIdempotent." }
        @{ Text = 'Step a { } -Attempts many'; Message = "*'Attempts'*-Id, -Body, *" }
        @{ Text = 'Step a { } -Delay 5'; Message = "*line 1, column 19*500ms*-Id, -Body, *" }
        @{ Text = 'Step a { } -Ma 5'; Message = "*-MaxDelay*" }
        @{ Text = 'Step a { } { }'; Message = "*positional*-Id, -Body, *" }
        @{ Text = 'InParallel { Step a { } } -Limit 5'; Message = "*'Limit'*-ThrottleLimit, -Id, -Body." }
        @{ Text = 'InParallel { SubWorkflow s { Loop l { } -Untill { 1 } } }'; Message = "*'Untill'*-Until, -While, -MaxIterations*" }
        @{ Text = 'Retry 3 -Pause 5s; Step a { }'; Message = "*line 1, column 9*'Pause'*-Attempts, -Delay, -Backoff, -Jitter, -MaxDelay." }
        @{ Text = 'New-WorkflowRetryPolicy -Pause 5s; Step a { }'; Message = "*'Pause'*-Attempts, -Delay*" }
    ) {
        Set-Content w.ps1 $Text

        (Assert-SingleError { New-WorkflowRun w -DefinitionPath ./w.ps1 } "InvalidDefinition,$class" InvalidArgument).Exception.Message | Should -BeLike $Message
    }

    It 'does not list common parameters in an error about a parameter' {
        Set-Content w.ps1 'Step a { } -Oops'

        (Assert-SingleError { New-WorkflowRun w -DefinitionPath ./w.ps1 } "InvalidDefinition,$class" InvalidArgument).Exception.Message | Should -Not -Match 'ErrorAction|OutVariable'
    }

    It 'passes the variables of the caller to $using:, even if a word has parameters of the same names' {
        $Id, $Body, $Attempts, $Retry, $Delay, $Timeout, $In, $Condition, $More, $Word = 1..10
        Get-StepOutput {
            Step a { "$using:Id $using:Body $using:Attempts $using:Retry $using:Delay $using:Timeout $using:In $using:Condition $using:More $using:Word" } -Attempts 2 -Delay 1ms -Timeout 1m
            Branch { When { $using:Condition -eq 8 } { SubWorkflow s { Step b { "$using:Id $using:Body" } -Timeout 1m } } }
            ForEachItem e -In { $using:Id; $using:In } { "$using:Body $_" }
        } | Should -Be 'a=1 2 3 4 5 6 7 8 9 10', 'branch-2=1 2', 's=1 2', 's.b=1 2', 'e=2 1 2 7', 'e[0]=2 1', 'e[1]=2 7'
    }

    Context 'in a function of a module' {
        BeforeAll {
            $module = New-Module -Name DefinitionTest {
                $inModule = 'module'
                function Get-Private { 'private' }
                function New-Run {
                    $inFunction = 'function'
                    New-WorkflowRun w -InputData @{ n = 3 } -Definition {
                        Step a { "$using:inFunction $using:inModule $(Get-Private)" }
                        Step b { $using:inFunction } -Timeout 1m
                        InParallel { Step c { $using:inFunction }; Step d { $using:inModule } }
                        ForEachItem e -In { $using:inModule } { "$_ $using:inFunction" }
                    }
                }
                function New-Step($Name) { $inHelper = 'helper'; Step $Name { $using:inHelper } }
                function Start-Given($Definition) { New-WorkflowRun w -Definition $Definition | Start-WorkflowRun }
                Export-ModuleMember New-Run, New-Step, Start-Given
            }
            Import-Module $module
        }

        AfterAll {
            Remove-Module DefinitionTest
        }

        It '$using: has the values of the function and its module, wherever the run is started' {
            (New-Run | Start-WorkflowRun).StepResults.Values | ForEach-Object { "$($_.Id)=$($_.Output)" } |
                Should -Be 'a=function module private', 'b=function', 'parallel-3=@{c=function; d=module}', 'c=function', 'd=module', 'e=module function', 'e[0]=module function'
        }

        It '$using: has the values of the caller whose definition the module starts' {
            $here = 'caller'
            $run = Start-Given { Step a { $using:here }; Step b { $using:here } -Timeout 1m; InParallel { Step c { $using:here } } }

            $run.StepResults.Values | ForEach-Object { "$($_.Id)=$($_.Output)" } | Should -Be 'a=caller', 'b=caller', 'parallel-3=@{c=caller}', 'c=caller'
        }

        It 'steps can be emitted' {
            Get-StepOutput { New-Step a; InParallel { New-Step b; New-Step c } } | Should -Be 'a=helper', 'parallel-2=@{b=helper; c=helper}', 'b=helper', 'c=helper'
        }

        It 'Retry is a word of the definition of a caller' {
            (Start-Given { Retry 2; Step a { if ($Attempt -lt 2) { throw 'no' }; $Attempt } }).Output | Should -Be 2
        }
    }

    It 'consists of what its script emits' {
        function New-Pair($Name) { Step "$Name-1" { 1 }; Step "$Name-2" { 2 } }
        $last = Step last { 3 }
        $steps = & { Step b { 'b' }; Step c { 'c' } }

        Get-StepOutput { New-Pair a; if ($false) { Step no { } }; $null; InParallel p { $steps }; $last } | Should -Be 'a-1=1', 'a-2=2', 'p=@{b=b; c=c}', 'b=b', 'c=c', 'last=3'
    }

    It 'emits its elements when it is called' {
        $elements = & { Step a { 1 }; Branch { When { $true } { Step b { } } Otherwise { Step c { } } }; InParallel p { Step d { } } }

        $elements | ForEach-Object { "$_" } | Should -Be 'Step a', 'Branch', 'InParallel p'
        $elements[1].Elements | ForEach-Object { "$($_.Kind): $($_.Elements)" } | Should -Be 'When: Step b', 'Otherwise: Step c'
        $elements[2].Location | Should -Match '^Definition\.Tests\.ps1, line \d+, column \d+$'
    }

    It 'has words that are aliases of cmdlets' {
        $aliases = Get-Command Step, InParallel, Branch, When, Otherwise, ForEachItem, Loop, SubWorkflow

        $aliases.CommandType | Select-Object -Unique | Should -Be 'Alias'
        $aliases.Definition | Should -Be 'New-WorkflowStep', 'New-WorkflowParallel', 'New-WorkflowBranch', 'New-WorkflowBranchArm', 'New-WorkflowBranchDefault', 'New-WorkflowForEach', 'New-WorkflowLoop', 'New-WorkflowSubWorkflow'
        (Get-Module Snapshots).ExportedCommands.Keys | Should -Not -Contain 'Retry'
    }

    It 'does not replace a function named Retry, and has its own word Retry' {
        function Retry { 'mine' }

        Get-StepOutput { Retry -Attempts 2; Step a { if ($Attempt -lt 2) { throw 'no' }; $Attempt } } | Should -Be 'a=2'
        Retry | Should -Be 'mine'
        Get-StepOutput { Step a { Retry } } | Should -Be 'a=mine'
    }

    It 'can be written with the names of the cmdlets' {
        Get-StepOutput {
            New-WorkflowRetryPolicy -Attempts 2
            New-WorkflowStep -Id a -Body { if ($Attempt -lt 2) { throw 'no' }; 1 }
            New-WorkflowBranch -Id b -Body { New-WorkflowBranchArm -Condition { $false } -Body { Step x { } }; New-WorkflowBranchDefault -Body { Step y { 2 } } }
            New-WorkflowParallel -Id p -ThrottleLimit 2 -Body { New-WorkflowSubWorkflow -Id s -Body { Step z { 3 } } }
            New-WorkflowForEach -Id e -In { 1 } -Body { 4 }
            New-WorkflowLoop -Id l -Until { $true } -Body { 5 }
        } | Should -Be 'a=1', 'b=2', 'y=2', 'p=@{s=3}', 's=3', 's.z=3', 'e=4', 'e[0]=4', 'l=5', 'l[0]=5'
    }

    It 'reports a word outside a definition as other cmdlets report errors' {
        $null = Assert-SingleError { Step a } 'MissingScriptBlock,PSSnapshots.Commands.NewWorkflowStepCommand' InvalidArgument -Terminating
    }

    It 'refuses an element as the output of a step' {
        $run = New-WorkflowRun w -Definition { Step a { Step b { 1 } } } | Start-WorkflowRun -ErrorAction Ignore

        $run.Status | Should -Be 'Failed'
        $run.Error.Message | Should -BeLike '*DefinitionElement*'
    }
}
