#Requires -Version 7.4

Describe 'New-RunSnapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7 -InputData @{ env = 'prod' }
        Set-WorkflowRun $run -Status Running -StepId build -Output @{ image = 'web:1.4.2' } -Context @{ region = 'eu' }
    }

    Context 'What it captures' {
        It 'captures the whole state' {
            $snapshot = New-RunSnapshot -Run $run -Label first

            $snapshot | Should -BeOfType PSSnapshots.Snapshot
            $snapshot.RunId | Should -BeExactly 'deploy-7'
            $snapshot.WorkflowId | Should -BeExactly 'deploy'
            $snapshot.Status | Should -Be 'Running'
            $snapshot.Label | Should -BeExactly 'first'
            $snapshot.Sequence | Should -Be 1
            $snapshot.StepCount | Should -Be 1
            $snapshot.CompletedStepCount | Should -Be 1
            $snapshot.StepResults['build'].Output.image | Should -BeExactly 'web:1.4.2'
            $snapshot.ExecutionContext.region | Should -BeExactly 'eu'
            $snapshot.Input.env | Should -BeExactly 'prod'
            $snapshot.Logs[0].Timestamp | Should -BeOfType DateTimeOffset
            $snapshot.Version | Should -Match '^1\.'
            "$snapshot" | Should -BeExactly 'deploy-7 #1 (Running, 1 step: 1 completed)'
        }

        It 'does not change when the run does' {
            $snapshot = New-RunSnapshot $run
            Set-WorkflowRun $run -StepId build -StepError 'gone' -Status Failed
            Set-WorkflowRun $run -StepId test -StepStatus Failed

            $snapshot.Status | Should -Be 'Running'
            $snapshot.StepCount | Should -Be 1
            $snapshot.StepResults['build'].Output.image | Should -BeExactly 'web:1.4.2'
        }

        It 'does not change when objects that were passed in or read are changed' -Tag Fault06 {
            $output = @{ list = [System.Collections.ArrayList]@(1); deep = @{ er = 1 } }
            $changing = New-WorkflowRun deploy deploy-8 -InputData $output
            Set-WorkflowRun $changing -StepId test -Output $output -Context @{ kept = $output }
            $snapshot = New-RunSnapshot $changing
            $before = $snapshot | ConvertTo-RunSnapshotJson
            $null = $output.list.Add(2)
            $output.deep.er = 2
            $output.more = 3
            $read = $snapshot.StepResults['test'].Output
            $read.deep.er = 9
            $read.list[0] = 9
            $snapshot.Input.deep.er = 9

            $snapshot | ConvertTo-RunSnapshotJson | Should -BeExactly $before
            $snapshot.StepResults['test'].Output.deep.er | Should -Be 1
            $snapshot.StepResults['test'].Output.list | Should -Be 1
        }

        It 'numbers the snapshots of each run, and links each to the one before' {
            $other = New-WorkflowRun deploy deploy-8
            $first, $second = $run, $run | New-RunSnapshot
            $alone = New-RunSnapshot $other

            $first.Sequence, $second.Sequence, $alone.Sequence | Should -Be 1, 2, 1
            $second.ParentId | Should -BeExactly $first.Id
            $first.ParentId, $alone.ParentId | Should -Be $null, $null
            $second.Label | Should -BeNullOrEmpty
            $second.Id | Should -BeGreaterThan $first.Id
        }

        It 'keeps the latest ten snapshots of a run by default' {
            1..12 | ForEach-Object { $null = New-RunSnapshot $run -Label "l$_" }
            (Get-RunSnapshot deploy-7).Label | Should -BeExactly (3..12 | ForEach-Object { "l$_" })
        }

        It 'adds the snapshot to the manager that -Manager specifies' {
            $manager = New-RunSnapshotManager
            $snapshot = $run | New-RunSnapshot -Manager $manager

            (Get-RunSnapshot deploy-7 -Manager $manager).Id | Should -BeExactly $snapshot.Id
            Get-RunSnapshot | Should -BeNullOrEmpty
        }

        It 'captures nothing with -WhatIf' {
            New-RunSnapshot $run -WhatIf | Should -BeNullOrEmpty
            Get-RunSnapshot | Should -BeNullOrEmpty
        }
    }

    Context 'What it accepts' {
        It 'captures <Name>' -ForEach @(
            @{ Name = 'a run'; Source = { $run } }
            @{ Name = 'the store of a run'; Source = { $run.Store } }
            @{ Name = 'the state of a run'; Source = { $run.Store.State } }
            @{ Name = 'a snapshot'; Source = { $run | New-RunSnapshot -Manager (New-RunSnapshotManager) } }
        ) {
            $snapshot = & $Source | New-RunSnapshot
            $snapshot.RunId | Should -BeExactly 'deploy-7'
            "$($snapshot.StepResults)" | Should -BeExactly '1 step: 1 completed'
            Compare-RunSnapshot $run $snapshot | Should -BeNullOrEmpty
        }

        It 'captures all fields of an object that has the properties of a run' {
            $shaped = [pscustomobject]@{
                runId            = 'shaped'; workflowId = 'w'; status = 'RUNNING'; input = 'in'; executionPath = 1, 2; suspendedPaths = @{ s = @(3) }
                stepResults      = [ordered]@{ a = @{ status = 'completed'; output = 1 }; b = [pscustomobject]@{ Status = 'Failed'; Error = 'no' } }
                logs             = @{ timestamp = 1000; description = 'd'; stepId = 's' }
                events           = @(@{ timestamp = [datetime]::UnixEpoch; description = 'e'; payload = @{ x = 1 } })
                executionContext = @{ region = 'eu' }; executionGraph = @(@{ id = 'g' }); result = 'out'; error = 'boo'
            }
            $snapshot = $shaped | New-RunSnapshot

            $snapshot.RunId | Should -BeExactly 'shaped'
            $snapshot.WorkflowId | Should -BeExactly 'w'
            $snapshot.Status | Should -Be 'Running'
            $snapshot.StepResults.Keys | Should -BeExactly 'a', 'b'
            $snapshot.StepResults['a'].Status | Should -Be 'Completed'
            $snapshot.StepResults['a'].Output | Should -Be 1
            $snapshot.StepResults['b'].Status | Should -Be 'Failed'
            $snapshot.StepResults['b'].Error | Should -BeExactly 'no'
            $snapshot.ExecutionPath | Should -Be 1, 2
            $snapshot.SuspendedPaths['s'] | Should -Be 3
            $snapshot.Logs[0].StepId | Should -BeExactly 's'
            $snapshot.Logs[0].Description | Should -BeExactly 'd'
            $snapshot.Logs[0].Timestamp | Should -Be ([DateTimeOffset]::UnixEpoch.AddSeconds(1))
            $snapshot.Events[0].Description | Should -BeExactly 'e'
            $snapshot.Events[0].Payload.x | Should -Be 1
            "$($snapshot.Events[0].Type)" | Should -BeLike 'W*'
            $snapshot.ExecutionContext.region | Should -BeExactly 'eu'
            $snapshot.ExecutionGraph[0].id | Should -BeExactly 'g'
            $snapshot.Result | Should -BeExactly 'out'
            $snapshot.Error.Message | Should -BeExactly 'boo'
            $snapshot.Input | Should -BeExactly 'in'
        }

        It 'captures hashtables and objects that have only the IDs' {
            $snapshots = @{ workflowId = 'w'; runId = 'h' }, [pscustomobject]@{ WorkflowId = 'w'; RunId = 'o' } | New-RunSnapshot

            $snapshots.RunId | Should -BeExactly 'h', 'o'
            $snapshots.Status | Should -Be 'Initial', 'Initial'
        }

        It 'keeps an empty pipeline in a hashtable as null' {
            $result = [hashtable]::new()
            $result.Add('none', [System.Management.Automation.Internal.AutomationNull]::Value)
            $snapshot = New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Result = $result }

            $snapshot.Result.Contains('none') | Should -BeTrue
            $null -eq $snapshot.Result.none | Should -BeTrue
        }
    }

    Context 'What it refuses' {
        It 'reports one object that is not a run, and captures the others' {
            $failed = Assert-SingleError { ($run, 5, $run | New-RunSnapshot).Sequence } 'NoRunFields,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument -Output 1, 2
            $failed.TargetObject | Should -Be 5
        }

        It 'refuses <Name>' -ForEach @(
            @{ Name = 'an object without a workflow ID'; Source = { [pscustomobject]@{ RunId = 'x' } }; Missing = 'WorkflowId' }
            @{ Name = 'a hashtable without a run ID'; Source = { @{ WorkflowId = 'x' } }; Missing = 'RunId' }
            @{ Name = 'a hashtable with an empty run ID'; Source = { @{ WorkflowId = 'x'; RunId = '' } }; Missing = 'RunId' }
            @{ Name = 'text'; Source = { 'text' }; Missing = 'WorkflowId' }
        ) {
            $failed = Assert-SingleError { New-RunSnapshot (& $Source) } 'NoRunFields,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument
            $failed.Exception.Message | Should -BeLike "*'$Missing'*"
        }

        It 'refuses null as <Name>' -ForEach @(
            @{ Name = 'an argument'; Script = { New-RunSnapshot $null } }
            @{ Name = 'pipeline input'; Script = { $null | New-RunSnapshot } }
        ) {
            $failed = Assert-SingleError $Script 'NullRun,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument
            $failed.TargetObject | Should -BeNullOrEmpty
        }

        It 'refuses a field whose value is not valid, and names its path: <Path>' -ForEach @(
            @{ Field = @{ Status = 'Nope' }; Path = '/status' }
            @{ Field = @{ Logs = @(1) }; Path = '/logs/0' }
            @{ Field = @{ Logs = @(@{ Timestamp = 'x' }) }; Path = '/logs/0/timestamp' }
            @{ Field = @{ Logs = @(@{ Timestamp = 1; Metadata = 5 }) }; Path = '/logs/0/metadata' }
            @{ Field = @{ Events = @(@{ Timestamp = 1; Payload = 5 }) }; Path = '/events/0/payload' }
            @{ Field = @{ Events = @(@{ Description = 'd' }) }; Path = '/events/0' }
            @{ Field = @{ StepResults = @{ a = @{ Output = 1 } } }; Path = '/stepResults/a' }
            @{ Field = @{ StepResults = @{ a = @{ Status = 'Completed'; Output = { 1 } } } }; Path = '/stepResults/a/output' }
            @{ Field = @{ ExecutionPath = 'x' }; Path = '/executionPath' }
            @{ Field = @{ SuspendedPaths = @{ a = 'x' } }; Path = '/suspendedPaths/a' }
            @{ Field = @{ ExecutionContext = @{ a = { 1 } } }; Path = '/executionContext/a' }
            @{ Field = @{ ExecutionGraph = @(5) }; Path = '/executionGraph/0' }
        ) {
            $failed = Assert-SingleError { New-RunSnapshot (@{ RunId = 'r'; WorkflowId = 'w' } + $Field) } 'UnsupportedValue,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidType
            $failed.Exception.Message | Should -BeLike "*'$Path'*"
            Get-RunSnapshot | Should -BeNullOrEmpty
        }
    }

    Context 'What it reports' {
        It 'reports with -Verbose what it captured and how long it took, and with -Debug the size' {
            $records = New-RunSnapshot $run -Verbose -Debug 4>&1 5>&1
            $snapshot = $records | Where-Object { $_ -is [PSSnapshots.Snapshot] }
            $verbose = @($records | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })
            $debug = @($records | Where-Object { $_ -is [System.Management.Automation.DebugRecord] })

            $verbose[-1].Message | Should -MatchExactly '^Captured deploy-7 #1 \(Running, 1 step: 1 completed\), 2 logs, 2 events, in [0-9.]+ µs\.$'
            $debug | Should -HaveCount 1
            $debug.Message | Should -BeExactly "Snapshot $($snapshot.Id) is $((ConvertTo-RunSnapshotJson $snapshot -Compress).Length) bytes of compact JSON; steps: build."
        }

        It 'reports the same if preference variables request it' {
            $VerbosePreference = $DebugPreference = 'Continue'
            $records = New-RunSnapshot $run 4>&1 5>&1

            $records | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message | Should -BeLike 'Captured *'
            $records | Where-Object { $_ -is [System.Management.Automation.DebugRecord] } | Should -HaveCount 1
        }

        It 'outputs only the snapshot by default' {
            New-RunSnapshot $run *>&1 | Should -BeOfType PSSnapshots.Snapshot
        }
    }

    Context 'A hashtable that is captured again' {
        BeforeAll {
            function Test-Same($one, $other) { [object]::ReferenceEquals($one, $other) }
            function New-Table($Output, [string[]] $More) {
                @{
                    RunId            = 'table-1'; WorkflowId = 'w'; Status = 'Running'; Input = @{ env = 'prod' }
                    StepResults      = [ordered]@{ a = @{ Status = 'Completed'; Output = @{ at = [datetime]::UnixEpoch } }; b = @{ Status = 'Completed'; Output = $Output } }
                    Logs             = @('one') + $More | ForEach-Object { @{ Timestamp = 1000; Description = $_ } }
                    Events           = , @{ Timestamp = 1000; Description = 'e'; Payload = @{ x = 1 } }
                    ExecutionContext = @{ region = 'eu' }
                }
            }
        }

        It 'shares all parts if nothing has changed' {
            $first, $second = (New-Table 1), (New-Table 1) | New-RunSnapshot

            foreach ($part in 'StepResults', 'Logs', 'Events') { Test-Same $first.$part $second.$part | Should -BeTrue -Because $part }
            $second.Sequence | Should -Be 2
            $second.ParentId | Should -BeExactly $first.Id
            Compare-RunSnapshot $first $second | Should -BeNullOrEmpty
        }

        It 'shares all parts except those that have changed' {
            $first, $second = (New-Table 1 'two'), (New-Table 2 'two', 'three') | New-RunSnapshot

            Test-Same $first.StepResults $second.StepResults | Should -BeFalse
            Test-Same $first.StepResults['a'] $second.StepResults['a'] | Should -BeTrue
            Test-Same $first.StepResults['b'] $second.StepResults['b'] | Should -BeFalse
            Test-Same $first.Logs[1] $second.Logs[1] | Should -BeTrue
            Test-Same $first.Events $second.Events | Should -BeTrue
            (Compare-RunSnapshot $first $second).Path | Should -BeExactly '/stepResults/b/output', '/logs/2'
        }

        It 'shares parts with an object of the same content' {
            $first, $second = (New-Table 1), [pscustomobject](New-Table 1) | New-RunSnapshot
            Test-Same $first.StepResults $second.StepResults | Should -BeTrue
        }

        It 'shares nothing with another run or in another manager' {
            $first = New-RunSnapshot (New-Table 1)
            $other = New-Table 1
            $other.RunId = 'table-2'

            Test-Same $first.StepResults (New-RunSnapshot $other).StepResults | Should -BeFalse
            Test-Same $first.StepResults (New-RunSnapshot (New-Table 1) -Manager (New-RunSnapshotManager)).StepResults | Should -BeFalse
        }

        It 'keeps what is shared when the hashtable changes' {
            $table = New-Table @{ n = 1 }
            $snapshots = @($table, $table | New-RunSnapshot)
            $table.StepResults.b.Output.n = 5
            $snapshots += New-RunSnapshot $table

            $snapshots | ForEach-Object { $_.StepResults['b'].Output.n } | Should -Be 1, 1, 5
        }
    }
}
