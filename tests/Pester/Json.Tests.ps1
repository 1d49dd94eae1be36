#Requires -Version 7.4

Describe 'JSON' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7 -InputData @{ env = 'prod' }
        Set-WorkflowRun $run -Status Running
        Set-WorkflowRun $run -StepId build -Output @{ image = 'web:1.4.2' } -Context @{ region = 'eu' } -Log 'é <日本> 🚀 "quoted"'
        $snapshot = New-RunSnapshot $run -Label built
    }

    Context 'ConvertTo-RunSnapshotJson' {
        BeforeAll {
            $class = 'PSSnapshots.Commands.ConvertToRunSnapshotJsonCommand'
        }

        It 'writes the names and spellings of the format' {
            $data = $snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-Json -AsHashtable

            $data.version | Should -BeExactly '1.1.0'
            $data.runId | Should -BeExactly 'deploy-7'
            $data.workflowId | Should -BeExactly 'deploy'
            $data.status | Should -BeExactly 'RUNNING'
            $data.timestamp | Should -Be $snapshot.Timestamp.ToUnixTimeMilliseconds()
            $data.stepResults.build.status | Should -BeExactly 'completed'
            $data.stepResults.build.output.image | Should -BeExactly 'web:1.4.2'
            $data.executionContext.region | Should -BeExactly 'eu'
            $data.label | Should -BeExactly 'built'
            $data.sequence | Should -Be 1
            $data.id | Should -BeExactly $snapshot.Id
            $data.input.env | Should -BeExactly 'prod'
            $data.logs[0].type | Should -BeExactly 'status'
        }

        It 'indents by two spaces' {
            $json = ConvertTo-RunSnapshotJson -Snapshot $snapshot
            $json | Should -BeOfType string
            $json.StartsWith("{`n  `"version`": `"1.1.0`",`n", 'Ordinal') | Should -BeTrue
        }

        It 'writes one line without spaces with -Compress' {
            $json = ConvertTo-RunSnapshotJson $snapshot -Compress
            $json.StartsWith('{"version":"1.1.0",', 'Ordinal') | Should -BeTrue
            $json | Should -Not -Match "`n"
        }

        It 'escapes only the characters that JSON requires to be escaped' {
            $json = ConvertTo-RunSnapshotJson $snapshot -Compress
            $json.Contains('"description":"é <日本> 🚀 \"quoted\""') | Should -BeTrue
        }

        It 'emits one string for each piped snapshot' {
            $texts = $snapshot, $snapshot, $snapshot | ConvertTo-RunSnapshotJson
            $texts | Should -HaveCount 3
            $texts | Should -BeOfType string
        }

        It 'reports a piped object that is not a snapshot, and converts the others' {
            $failed = Assert-SingleError { @($snapshot, 5, $snapshot | ConvertTo-RunSnapshotJson).Count } "InputObjectNotBound,$class" InvalidArgument -Output 2
            $failed.TargetObject | Should -Be 5
        }

        It 'refuses null' {
            $null = Assert-SingleError { ConvertTo-RunSnapshotJson $null } "ParameterArgumentValidationErrorNullNotAllowed,$class" InvalidData -Terminating
        }

        It 'writes a value once, however many fields refer to it' -Tag Fault25 {
            $large = 'x' * 100000
            Set-WorkflowRun $run -StepId large -Output $large -Log 'large is done'
            $run.Store.EmitStepEvent('large', 'done')

            (New-RunSnapshot $run | ConvertTo-RunSnapshotJson).Length | Should -BeLessThan 110000
        }
    }

    Context 'ConvertFrom-RunSnapshotJson' {
        BeforeAll {
            $class = 'PSSnapshots.Commands.ConvertFromRunSnapshotJsonCommand'
        }

        BeforeEach {
            $indented = $snapshot | ConvertTo-RunSnapshotJson
            $compact = New-RunSnapshot $run | ConvertTo-RunSnapshotJson -Compress
            $lines = $indented -split "`n"
        }

        It 'reads <Name>' -ForEach @(
            @{ Name = 'an indented document'; Script = { ConvertFrom-RunSnapshotJson -Json $indented }; Sequences = 1 }
            @{ Name = 'a compressed document'; Script = { ConvertFrom-RunSnapshotJson $compact }; Sequences = 2 }
            @{ Name = 'several piped documents'; Script = { $indented, $compact, $indented | ConvertFrom-RunSnapshotJson }; Sequences = 1, 2, 1 }
            @{ Name = 'the lines of a document'; Script = { $lines | ConvertFrom-RunSnapshotJson }; Sequences = 1 }
            @{ Name = 'the lines of a document before another document'; Script = { $lines + '' + $compact | ConvertFrom-RunSnapshotJson }; Sequences = 1, 2 }
            @{ Name = 'the lines of a document before empty lines'; Script = { $lines + '', '' | ConvertFrom-RunSnapshotJson }; Sequences = 1 }
            @{ Name = 'documents between empty lines'; Script = { '', $compact, '', ' ', $indented, '' | ConvertFrom-RunSnapshotJson }; Sequences = 2, 1 }
            @{ Name = 'a document twice'; Script = { $compact, $compact | ConvertFrom-RunSnapshotJson }; Sequences = 2, 2 }
            @{ Name = 'a document after a byte order mark'; Script = { [char]0xFEFF + $compact | ConvertFrom-RunSnapshotJson }; Sequences = 2 }
            @{ Name = 'nothing from an empty pipeline'; Script = { @() | ConvertFrom-RunSnapshotJson }; Sequences = @() }
        ) {
            (. $Script | ForEach-Object Sequence) -join ' ' | Should -BeExactly ($Sequences -join ' ')
        }

        It 'reads the lines of Get-Content' {
            $indented | Set-Content TestDrive:/lines.json
            (Get-Content TestDrive:/lines.json | ConvertFrom-RunSnapshotJson).Id | Should -BeExactly $snapshot.Id
        }

        It 'emits an equal snapshot, and does not add it to the history' {
            Clear-RunSnapshot -All
            $read = ConvertFrom-RunSnapshotJson $indented

            Compare-RunSnapshot $snapshot $read | Should -BeNullOrEmpty
            $read.Label | Should -BeExactly 'built'
            Get-RunSnapshot | Should -BeNullOrEmpty
        }

        It 'reports <Name> with the text as the target, and reads the others' -ForEach @(
            @{ Name = 'an object that is not a snapshot'; Make = { '{}' } }
            @{ Name = 'a number'; Make = { '5' } }
            @{ Name = 'text that is not JSON'; Make = { 'text' } }
            @{ Name = 'a truncated document'; Make = { $indented.Substring(0, 40) } }
        ) {
            $bad = . $Make
            $failed = Assert-SingleError { $indented, $bad, $compact | ConvertFrom-RunSnapshotJson | ForEach-Object Sequence } `
                "InvalidSnapshot,$class" InvalidData -Output 1, 2

            $failed.TargetObject | Should -BeExactly $bad
        }

        It 'refuses <Name> as an empty document' -ForEach @(
            @{ Name = 'an empty string'; Script = { ConvertFrom-RunSnapshotJson '' } }
            @{ Name = 'a piped blank string'; Script = { ' ' | ConvertFrom-RunSnapshotJson } }
        ) {
            $failed = Assert-SingleError $Script "InvalidSnapshot,$class" InvalidData
            $failed.Exception.Message | Should -BeLike '*The document is empty.*'
        }

        It 'reports lines that end before the document does' {
            $null = Assert-SingleError { $lines[0..5] | ConvertFrom-RunSnapshotJson } "InvalidSnapshot,$class" InvalidData
        }

        It 'refuses null' {
            $null = Assert-SingleError { $null | ConvertFrom-RunSnapshotJson } "ParameterArgumentValidationErrorNullNotAllowed,$class" InvalidData
        }

        It 'reads the envelopes of the original''s guide' {
            $envelopes = @(
                @{ runId = 'deploy-7'; workflowId = 'deploy'; snapshot = $indented; createdAt = '2026-11-23T00:00:00.000Z' }
                @{ runId = 'deploy-7'; data = $indented }
            )

            ($envelopes | ForEach-Object { ConvertTo-Json $_ -Compress } | ConvertFrom-RunSnapshotJson).Id | Should -BeExactly $snapshot.Id, $snapshot.Id
        }

        It 'keeps unknown fields' -Tag Fault22 {
            $read = $indented -replace '^\{', '{"fromTheFuture": {"a": [1, 2.50]},' | ConvertFrom-RunSnapshotJson

            $read.State.ExtensionData['fromTheFuture'].a[0] | Should -Be 1
            (ConvertTo-RunSnapshotJson $read -Compress).Contains('"fromTheFuture":{"a":[1,2.50]}') | Should -BeTrue
        }
    }

    Context 'Errors of a run' {
        It 'keep type, message and stack' {
            try { throw [IO.IOException]::new('disk gone') } catch { Set-WorkflowRun $run -RunError $_ -Status Failed }
            $failure = (New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).Error

            $failure.Type | Should -BeExactly 'System.IO.IOException'
            $failure.Message | Should -BeExactly 'disk gone'
            $failure.Details.scriptStackTrace | Should -Match 'Json.Tests.ps1'
        }

        It 'can be text' -Tag Fault10 {
            Set-WorkflowRun $run -StepId test -StepError 'just a text' -RunError 'just a text'
            $captured = New-RunSnapshot $run
            $captured.StepResults['test'].Status | Should -Be 'Failed'
            $captured.StepResults['test'].Error.Message | Should -BeExactly 'just a text'

            $captured | Export-RunSnapshot TestDrive:/error.json
            $imported = Import-RunSnapshot TestDrive:/error.json -NoRegister
            $imported.Error.Message | Should -BeExactly 'just a text'
            $imported.StepResults['test'].Error.Message | Should -BeExactly 'just a text'
        }

        It 'can be thrown text' -Tag Fault10 {
            try { throw 'thrown' } catch { Set-WorkflowRun $run -StepId test -StepError $_ }
            (New-RunSnapshot $run).StepResults['test'].Error.Message | Should -BeExactly 'thrown'
        }
    }
}
