#Requires -Version 7.4

Describe 'New-RunSnapshot -Property' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        class MappedRun { [string] $Key = 'job-5'; [string] $WorkflowId = 'w'; [object] $Result = @{ deep = @{ x = 1 } } }
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    It 'finds the fields of a run under other names, or computes them with script blocks' {
        $job = [pscustomobject]@{ Id = 'job-5'; Kind = 'backup'; State = 'done'; Status = 'a status of another system'; Tasks = 'copy', 'check'; Done = @{ copy = 3 }; Result = 'out' }
        $snapshot = $job | New-RunSnapshot -Property @{
            RunId         = 'Id'
            workflowid    = 'kind'
            Status        = { if ($_.State -eq 'done') { 'Completed' } }
            Result        = 'Result'
            ExecutionPath = { 1; 2 }
            StepResults   = { $all = @{}; foreach ($task in $_.Tasks) { $all[$task] = @{ Status = 'Completed'; Output = $_.Done[$task] } }; $all }
        }

        $snapshot.RunId | Should -BeExactly 'job-5'
        $snapshot.WorkflowId | Should -BeExactly 'backup'
        $snapshot.Status | Should -Be 'Completed'
        $snapshot.ExecutionPath | Should -Be 1, 2
        $snapshot.StepResults['check'].Status | Should -Be 'Completed'
        $snapshot.StepResults['copy'].Output | Should -Be 3
        $snapshot.Result | Should -BeExactly 'out'
    }

    It 'maps <Name>' -ForEach @(
        @{ Name = 'an object of a class'; Make = { [MappedRun]::new() } }
        @{ Name = 'a synchronized hashtable'; Make = { [hashtable]::Synchronized(@{ key = 'job-5'; workflowId = 'w'; result = @{ deep = @{ x = 1 } } }) } }
        @{ Name = 'a dictionary with keys in another case'; Make = {
                $dictionary = [System.Collections.Generic.Dictionary[string, object]]::new()
                $dictionary['KEY'] = 'job-5'; $dictionary['workflowID'] = 'w'; $dictionary['Result'] = @{ deep = @{ x = 1 } }
                $dictionary
            }
        }
        @{ Name = 'an ordered dictionary'; Make = { [ordered]@{ key = 'job-5'; workflowId = 'w'; result = @{ deep = @{ x = 1 } } } } }
    ) {
        $snapshot = New-RunSnapshot -InputObject (& $Make) -Property @{ RunId = 'Key'; Result = 'result' }

        $snapshot.RunId | Should -BeExactly 'job-5'
        $snapshot.Result.deep.x | Should -Be 1
    }

    It 'captures a run of the module as it is' {
        (New-RunSnapshot (New-WorkflowRun w job-5) -Property @{ RunId = 'WorkflowId' }).RunId | Should -BeExactly 'job-5'
    }

    It 'names the source of <_> that the object does not have' -ForEach 'RunId', 'WorkflowId' {
        $failed = Assert-SingleError { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w' } -Property @{ $_ = 'idd' } } 'NoRunFields,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument
        $failed.Exception.Message | Should -BeLike "*'idd'*'$_'*"
    }

    It 'warns about the source of an optional field that the object does not have' {
        $snapshot = New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Logs = @() } -Property @{ Status = 'stat'; Logs = 'Logs' } -WarningVariable warned -WarningAction SilentlyContinue

        $snapshot.Status | Should -Be Initial
        $warned | Should -HaveCount 1
        $warned[0].Message | Should -BeLike "*'stat'*'Status'*"
    }

    It 'takes no field of a mapped object that is not mapped' {
        $snapshot = New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Status = 'P'; StepResults = @(1); Result = 5; Input = 6; State = 'failed' } -Property @{ Status = 'State' }

        $snapshot.Status | Should -Be Failed
        $snapshot.StepCount | Should -Be 0
        $snapshot.Result | Should -BeNullOrEmpty
        $snapshot.Input | Should -BeNullOrEmpty
    }

    It 'lists with -Verbose the members that it does not capture' {
        $run = [ordered]@{ id = 'r'; WorkflowId = 'w'; owner = 'me'; StepResults = @{ a = @{ Status = 'Failed'; seconds = 3 } } }
        $told = New-RunSnapshot $run -Property @{ RunId = 'id'; StepResults = 'StepResults' } -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }

        "$told" | Should -BeLike "*'/stepResults/a'*: seconds.*"
        "$told" | Should -BeLike "*'/'*: owner.*"
    }

    It 'reads a source by its exact name, and refuses names that differ only in case' {
        $run = [System.Collections.Hashtable]::new([StringComparer]::Ordinal)
        $run.RunId, $run.WorkflowId, $run.x, $run.X = 'r', 'w', 1, 2

        (New-RunSnapshot $run -Property @{ Result = 'X' }).Result | Should -Be 2
        $run.runid = 's'
        $failed = Assert-SingleError { New-RunSnapshot $run } 'UnsupportedValue,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidType
        $failed.Exception.Message | Should -BeLike "*'RunId' and 'runid'*"
    }

    It 'refuses a field that a run does not have, and names the fields' {
        $failed = Assert-SingleError { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w' } -Property @{ Stat = 'x' } } 'UnknownRunField,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument -Terminating
        $failed.Exception.Message | Should -BeLike "*'Stat'. Its fields are WorkflowId, RunId, Status,*"
    }

    It 'refuses <Name> as the source of a field' -ForEach @(
        @{ Name = 'a number'; Source = 5 }
        @{ Name = 'an empty string'; Source = '' }
        @{ Name = 'null'; Source = $null }
    ) {
        $null = Assert-SingleError { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w' } -Property @{ Status = $Source } } 'InvalidFieldSource,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument -Terminating
    }

    It 'reports a script block that fails, and captures the others' {
        $null = Assert-SingleError {
            (@{ RunId = 'r'; bad = $true }, @{ RunId = 'r' } | New-RunSnapshot -Property @{ WorkflowId = { if ($_.bad) { throw 'no' } else { 'w' } } }).WorkflowId
        } 'FieldFailed,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument -Output w
    }

    Context 'Restore-RunSnapshot -Property' {
        BeforeEach {
            $job = [pscustomobject]@{ Key = 'job-5'; Kind = 'backup'; State = 'running'; Out = @{ n = 1 }; Status = 'theirs' }
            $map = @{ RunId = 'Key'; WorkflowId = 'Kind'; Status = 'State'; Result = 'Out' }
            $snapshot = New-RunSnapshot $job -Property $map
            $job.State, $job.Out = 'failed', @{ n = 2 }
            $members = $job.PSObject.Properties.Name
        }

        It 'writes back through the names, and undoes it' {
            Restore-RunSnapshot $snapshot $job -Property $map

            $job.State | Should -BeExactly 'running'
            $job.Out.n | Should -Be 1
            $job.Status | Should -BeExactly 'theirs'
            $job.PSObject.Properties.Name | Should -BeExactly $members

            Undo-RunSnapshotRestore $job -Property $map
            $job.State | Should -BeExactly 'failed'
            $job.Out.n | Should -Be 2
        }

        It 'refuses a script block' {
            $map.Status = { $_.State }
            $null = Assert-SingleError { Restore-RunSnapshot $snapshot $job -Property $map } 'FieldSourceNotWritable,PSSnapshots.Commands.RestoreRunSnapshotCommand' InvalidArgument -Terminating
            $job.State | Should -BeExactly 'failed'
        }

        It 'refuses a snapshot with a field that is not mapped' {
            $map.Remove('Result')
            $null = Assert-SingleError { Restore-RunSnapshot $snapshot $job -Property $map } 'FieldNotWritable,PSSnapshots.Commands.RestoreRunSnapshotCommand' InvalidOperation
            $job.State | Should -BeExactly 'failed'
        }

        It 'refuses to restore a mapped snapshot into an object without -Property' {
            $held = @{ RunId = 'r'; WorkflowId = 'w'; State = 'Running' }
            $mapped = New-RunSnapshot $held -Property @{ Status = { $_.State } }
            $held.State = 'Failed'

            $null = Assert-SingleError { Restore-RunSnapshot $mapped $held } 'MappingRequired,PSSnapshots.Commands.RestoreRunSnapshotCommand' InvalidArgument
            $held.Keys | Sort-Object | Should -Be 'RunId', 'State', 'WorkflowId'
        }
    }
}
