#Requires -Version 7.4

BeforeDiscovery {
    $shapes = @(
        @{ Name = 'hashtable'; Make = { @{ RunId = 'deploy-7'; WorkflowId = 'deploy' } } }
        @{ Name = 'hashtable with other values'; Make = { @{ runId = 'deploy-7'; workflowId = 'deploy'; status = 'COMPLETED'; executionContext = @{ region = 'us'; gone = 1 } } } }
        @{ Name = 'ordered dictionary with names in another case'; Make = { [ordered]@{ RUNID = 'deploy-7'; workflowID = 'deploy'; STATUS = 'Failed'; Result = 5; Error = 'no' } } }
        @{ Name = 'synchronized hashtable'; Make = { [hashtable]::Synchronized(@{ RunId = 'deploy-7'; WorkflowId = 'deploy'; Logs = [System.Collections.ArrayList]::Synchronized([System.Collections.ArrayList]@()) }) } }
        @{ Name = 'custom object'; Make = { [pscustomobject]@{ RunId = 'deploy-7'; WorkflowId = 'deploy' } } }
        @{ Name = 'custom object with other values'; Make = { [pscustomobject]@{ runId = 'deploy-7'; workflowId = 'deploy'; input = 1; stepResults = [pscustomobject]@{ build = [pscustomobject]@{ status = 'failed' } } } } }
        @{ Name = 'generic dictionary'; Make = { $map = [System.Collections.Generic.Dictionary[string, object]]::new(); $map.RunId = 'deploy-7'; $map.WorkflowId = 'deploy'; $map } }
        @{ Name = 'concurrent dictionary'; Make = { $map = [System.Collections.Concurrent.ConcurrentDictionary[string, object]]::new(); $map['RunId'] = 'deploy-7'; $map['WorkflowId'] = 'deploy'; $map } }
        @{ Name = 'object of a class'; Make = { [OpenRun]@{ RunId = 'deploy-7'; WorkflowId = 'deploy'; Error = 'no' } } }
        @{ Name = 'wrapped object of a class'; Make = { [psobject][OpenRun]@{ RunId = 'deploy-7'; WorkflowId = 'deploy'; Logs = @(); ExecutionContext = @{ region = 'us' } } } }
    )
}

Describe 'Restore-RunSnapshot into an object of a script' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        class OpenRun {
            [string] $RunId; [string] $WorkflowId; [string] $Status = 'Initial'; [object] $InputData; [hashtable] $StepResults; [int[]] $ExecutionPath
            [hashtable] $SuspendedPaths; [object[]] $Events; [object] $Result; [object] $Error; [System.Collections.Generic.List[object]] $Logs; [hashtable] $ExecutionContext
        }
        class ClosedRun { [string] $RunId; [string] $WorkflowId; [string] $Status }
        class NumberedRun {
            [string] $RunId; [string] $WorkflowId; [string] $Status = 'Initial'; [int] $Input; [object] $StepResults; [object] $Events; [object] $Logs
            [object] $SuspendedPaths; [object] $ExecutionPath; [object] $ExecutionContext
        }
        class ChoosyRun {
            [string] $RunId; [string] $WorkflowId; [string] $Status = 'Initial'; [object] $Input; [object] $StepResults; [object] $Events
            [ValidateCount(0, 1)] [object[]] $Logs; [object] $SuspendedPaths; [object] $ExecutionPath; [object] $ExecutionContext
        }
        class TextRun { [string] $RunId; [string] $WorkflowId; [string] $Result }

        $source = New-WorkflowRun deploy deploy-7 -InputData @{ env = 'prod' }
        Set-WorkflowRun $source -Status Running -StepId build -Output @{ image = 'web:1'; at = [DateTimeOffset]'2026-01-02T03:04:05Z'; price = 1.50d } -Log built -Context @{ region = 'eu'; n = [decimal]2 }
        Set-WorkflowRun $source -StepId check -StepError 'no route' -ExecutionPath 1, 0
        Set-WorkflowRun $source -StepId ask -StepStatus Suspended -SuspendedPath 2, 1
        $snapshot = New-RunSnapshot $source
        $bare = New-RunSnapshot @{ RunId = 'deploy-7'; WorkflowId = 'deploy' }

        function Test-Same($one, $other) { [object]::ReferenceEquals($one, $other) }
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    Context 'A <Name>' -ForEach $shapes {
        BeforeEach {
            $held = & $Make
            $before = New-RunSnapshot $held
        }

        It 'equals the snapshot when it is captured again' {
            $restored = Restore-RunSnapshot $snapshot $held -PassThru

            Test-Same $restored $held | Should -BeTrue
            Compare-RunSnapshot $snapshot (New-RunSnapshot $held) | Should -BeNullOrEmpty
        }

        It 'has its earlier content after an undo' {
            Restore-RunSnapshot $snapshot $held
            Undo-RunSnapshotRestore $held

            Compare-RunSnapshot $before (New-RunSnapshot $held) |
                Where-Object { -not ($_.Path -eq '/input' -and $null -eq $_.From -and $null -eq $_.To) } |
                Should -BeNullOrEmpty
        }

        It 'is not changed with -WhatIf, which outputs the changes' {
            $plan = Restore-RunSnapshot $snapshot $held -WhatIf

            Compare-RunSnapshot $before (New-RunSnapshot $held) | Should -BeNullOrEmpty
            $plan | ForEach-Object ToString | Should -BeExactly (Compare-RunSnapshot $before $snapshot | ForEach-Object ToString)
        }
    }

    Context 'What it changes' {
        It 'keeps the names of the object, and its other fields' {
            $held = @{ RUNID = 'deploy-7'; WORKFLOWID = 'deploy'; STATUS = 'Failed'; MINE = 'kept' }
            Restore-RunSnapshot (New-RunSnapshot @{ RunId = 'deploy-7'; WorkflowId = 'deploy'; Status = 'Running' }) $held

            $held.Keys | Sort-Object | Should -BeExactly 'MINE', 'RUNID', 'STATUS', 'WORKFLOWID'
            $held.STATUS | Should -BeExactly 'Running'
            $held.MINE | Should -BeExactly 'kept'
        }

        It 'fills in values that a script can read and change' {
            $held = @{ RunId = 'deploy-7'; WorkflowId = 'deploy' }
            Restore-RunSnapshot $snapshot $held

            $held.StepResults.build.Status | Should -BeExactly 'Completed'
            $held.StepResults.build.Output.image | Should -BeExactly 'web:1'
            $held.StepResults.build.Output.at | Should -BeOfType DateTimeOffset
            $held.StepResults.check.Error | Should -BeExactly 'no route'
            $held.StepResults.ask.SuspendedPath | Should -Be 2, 1
            $held.ExecutionContext.n | Should -BeOfType decimal
            $held.ExecutionContext['region'] | Should -BeExactly 'eu'
            $held.ExecutionPath | Should -Be 1, 0
            $held.Logs.Description | Should -Contain 'built'

            $held.StepResults.build.Status = 'Failed'
            $held.StepResults.more = @{ Status = 'Running' }
            $changed = New-RunSnapshot $held
            $changed.StepResults['build'].Status | Should -Be Failed
            $changed.StepResults['more'].Status | Should -Be Running
        }

        It 'keeps the types of the collections' {
            $held = @{
                RunId = 'deploy-7'; WorkflowId = 'deploy'; StepResults = [hashtable]::Synchronized(@{}); Logs = [System.Collections.Generic.List[object]]::new()
                ExecutionContext = [System.Collections.Generic.Dictionary[string, object]]::new(); SuspendedPaths = [pscustomobject]@{ a = 1, 2 }
            }
            Restore-RunSnapshot $snapshot $held

            $held.StepResults.IsSynchronized | Should -BeTrue
            $held.Logs.GetType() | Should -Be ([System.Collections.Generic.List[object]])
            $held.ExecutionContext.GetType() | Should -Be ([System.Collections.Generic.Dictionary[string, object]])
            $held.SuspendedPaths | Should -BeOfType pscustomobject
            $held.StepResults.build.Output.GetType() | Should -Be ([hashtable])
        }

        It 'does not replace values that are equal' {
            $held = @{ RunId = 'deploy-7'; WorkflowId = 'deploy'; Status = 'Running'; StepResults = @{ a = @{ Status = 'Completed'; Output = 1 } }; ExecutionContext = @{ k = 1 } }
            $mine = New-RunSnapshot $held
            $steps = $held.StepResults
            $held.ExecutionContext = @{ k = 2 }
            Restore-RunSnapshot $mine $held

            Test-Same $held.StepResults $steps | Should -BeTrue
            $held.ExecutionContext.k | Should -Be 1
        }

        It 'keeps names that differ only in case, and empty names, in a <Name>' -ForEach @(
            @{ Name = 'hashtable'; Held = @{ RunId = 'deploy-7'; WorkflowId = 'deploy' } }
            @{ Name = 'custom object'; Held = [pscustomobject]@{ RunId = 'deploy-7'; WorkflowId = 'deploy' } }
        ) {
            $run = Restore-RunSnapshot $snapshot
            Set-WorkflowRun $run -StepId A -Output 1
            Set-WorkflowRun $run -StepId a -Output 2
            $run.Store.SetContext('', 3)
            $named = New-RunSnapshot $run
            Restore-RunSnapshot $named $Held

            Compare-RunSnapshot $named (New-RunSnapshot $Held) | Should -BeNullOrEmpty
            $Held.StepResults['A'].Output, $Held.StepResults['a'].Output, $Held.ExecutionContext[''] | Should -Be 1, 2, 3
        }

        It 'removes an input that the snapshot does not have' {
            $held = @{ RunId = 'deploy-7'; WorkflowId = 'deploy'; Status = 'Running'; Input = 1; InputData = 2 }
            Restore-RunSnapshot $bare $held
            $held.Keys | Sort-Object | Should -BeExactly 'RunId', 'Status', 'WorkflowId'
        }

        It 'finds the latest snapshot by the run ID of the object' {
            $null = New-RunSnapshot $source
            $held = @{ RunId = 'deploy-7'; WorkflowId = 'deploy' }
            Restore-RunSnapshot -Latest -Run $held
            $held.Status | Should -BeExactly 'Running'
        }

        It 'restores into the store of a run' {
            $run = Restore-RunSnapshot $snapshot
            Set-WorkflowRun $run -StepId more -Output 1
            Restore-RunSnapshot $snapshot $run.Store
            $run.StepResults.Keys | Should -BeExactly 'build', 'check', 'ask'
        }

        It 'warns about fields that no object can hold' {
            $import = (ConvertTo-RunSnapshotJson $snapshot -Compress) -replace '^{', '{"elsewhere":{"a":1},' | ConvertFrom-RunSnapshotJson
            $held = @{ RunId = 'deploy-7'; WorkflowId = 'deploy' }
            Restore-RunSnapshot $import $held -WarningVariable warned -WarningAction SilentlyContinue -ErrorVariable failed

            $failed | Should -BeNullOrEmpty
            $warned | Should -HaveCount 1
            $warned.Message | Should -BeLike '*/elsewhere*'
            $held.Status | Should -BeExactly 'Running'
        }
    }

    Context 'What it refuses' {
        It 'refuses <Name> without -Force, and keeps the IDs of the object with it' -ForEach @(
            @{ Name = 'a hashtable of another run'; Make = { @{ RunId = 'other'; WorkflowId = 'deploy' } } }
            @{ Name = 'a hashtable of another workflow'; Make = { @{ RunId = 'deploy-7'; WorkflowId = 'other' } } }
            @{ Name = 'a custom object of another run'; Make = { [pscustomobject]@{ RunId = 'other'; WorkflowId = 'deploy' } } }
        ) {
            $held = & $Make
            $ids = $held.RunId, $held.WorkflowId
            $null = Assert-SingleError { Restore-RunSnapshot $snapshot $held } 'RunMismatch,PSSnapshots.Commands.RestoreRunSnapshotCommand' InvalidOperation
            $held.Status | Should -BeNullOrEmpty

            Restore-RunSnapshot $snapshot $held -Force
            $held.Status | Should -BeExactly 'Running'
            $held.RunId, $held.WorkflowId | Should -BeExactly $ids
        }

        It 'refuses <Name>, changes nothing, and keeps nothing to undo' -ForEach @(
            @{ Name = 'an object without the property'; Reason = 'property does not exist'; Make = { [ClosedRun]@{ RunId = 'deploy-7'; WorkflowId = 'deploy' } } }
            @{ Name = 'a script property'; Reason = 'read-only'; Make = { [pscustomobject]@{ RunId = 'deploy-7'; WorkflowId = 'deploy' } | Add-Member -MemberType ScriptProperty Logs { , @() } -PassThru } }
            @{ Name = 'a read-only dictionary'; Reason = 'read-only'; Make = { ([ordered]@{ RunId = 'deploy-7'; WorkflowId = 'deploy' }).AsReadOnly() } }
            @{ Name = 'a dictionary of text'; Reason = 'cannot store'; Make = { $map = [System.Collections.Generic.Dictionary[string, string]]::new(); $map.RunId = 'deploy-7'; $map.WorkflowId = 'deploy'; $map } }
            @{ Name = 'a property of another type'; Reason = 'cannot be converted'; Make = { [NumberedRun]@{ RunId = 'deploy-7'; WorkflowId = 'deploy' } } }
            @{ Name = 'a property that validates'; Reason = 'rejected'; Make = { [ChoosyRun]@{ RunId = 'deploy-7'; WorkflowId = 'deploy' } } }
            @{ Name = 'a snapshot'; Reason = 'read-only'; Make = { $bare } }
        ) {
            $held = & $Make
            $before = New-RunSnapshot $held
            $failed = Assert-SingleError { Restore-RunSnapshot $snapshot $held } 'FieldNotWritable,PSSnapshots.Commands.RestoreRunSnapshotCommand' InvalidOperation

            $failed.Exception.Message | Should -BeLike "*$Reason*Nothing was changed.*"
            Compare-RunSnapshot $before (New-RunSnapshot $held) | Should -BeNullOrEmpty
            Get-RunSnapshot deploy-7 -Label before-restore | Should -BeNullOrEmpty
        }

        It 'reports with -WhatIf that a restore would fail' {
            $null = Assert-SingleError { Restore-RunSnapshot $snapshot ([ClosedRun]@{ RunId = 'deploy-7'; WorkflowId = 'deploy' }) -WhatIf } 'FieldNotWritable,PSSnapshots.Commands.RestoreRunSnapshotCommand' InvalidOperation
        }

        It 'refuses a property whose type would lose a part of the value' {
            $held = [TextRun]@{ RunId = 'deploy-7'; WorkflowId = 'deploy' }
            $structured = New-RunSnapshot @{ RunId = 'deploy-7'; WorkflowId = 'deploy'; Result = @{ a = 1 } }
            $null = Assert-SingleError { Restore-RunSnapshot $structured $held } 'FieldNotWritable,PSSnapshots.Commands.RestoreRunSnapshotCommand' InvalidOperation
            $held.Result | Should -BeNullOrEmpty
        }

        It 'refuses <Name>, which is not a run' -ForEach @(
            @{ Name = 'a hashtable without a workflow ID'; Held = @{ RunId = 'x' }; ErrorId = 'NoRunFields,PSSnapshots.Commands.RestoreRunSnapshotCommand'; Category = 'InvalidArgument' }
            @{ Name = 'text'; Held = 'text'; ErrorId = 'NoRunFields,PSSnapshots.Commands.RestoreRunSnapshotCommand'; Category = 'InvalidArgument' }
            @{ Name = 'a hashtable with an unknown status'; Held = @{ RunId = 'deploy-7'; WorkflowId = 'deploy'; Status = 'Nowhere' }; ErrorId = 'UnsupportedValue,PSSnapshots.Commands.RestoreRunSnapshotCommand'; Category = 'InvalidType' }
        ) {
            $null = Assert-SingleError { Restore-RunSnapshot $snapshot $Held } $ErrorId $Category
        }
    }
}
