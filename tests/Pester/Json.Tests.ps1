#Requires -Version 7.4

Describe 'Json' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7 -InputData @{ env = 'prod' }
            Set-WorkflowRun $run -Status Running
            Set-WorkflowRun $run -StepId build -Output @{ image = 'web:1.4.2' } -Context @{ region = 'eu' } -Log 'é <日本> 🚀'
            $snapshot = New-RunSnapshot $run -Label built
    }

    It 'writes the format''s names and spellings' {
        $data = $snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-Json -AsHashtable

        $data.version | Should -Be '1.1.0'
        $data.runId | Should -Be 'deploy-7'
        $data.workflowId | Should -Be 'deploy'
        $data.status | Should -Be 'RUNNING'
        $data.timestamp | Should -Be $snapshot.Timestamp.ToUnixTimeMilliseconds()
        $data.stepResults.build.status | Should -Be 'completed'
        $data.stepResults.build.output.image | Should -Be 'web:1.4.2'
        $data.executionContext.region | Should -Be 'eu'
        $data.label | Should -Be 'built'
        $data.sequence | Should -Be 1
        $data.id | Should -Be $snapshot.Id
        $data.input.env | Should -Be 'prod'
        $data.logs[0].type | Should -Be 'status'
    }

    It 'writes one line with -Compress, and else indents by two blanks' {
        $small = $snapshot | ConvertTo-RunSnapshotJson -Compress
        $large = $snapshot | ConvertTo-RunSnapshotJson

        $small | Should -Not -Match "`n"
        $large.Split("`n")[1] | Should -Match '^  "'
    }

    It 'leaves text as it is' {
        $snapshot | ConvertTo-RunSnapshotJson | Should -Match 'é <日本> 🚀'
    }

    It 'gives one text for each snapshot' {
        $texts = $snapshot, $snapshot | ConvertTo-RunSnapshotJson
        $texts | Should -HaveCount 2
        $texts | Should -BeOfType string
    }

    It 'gives back an equal snapshot, which is not kept' {
        $text = $snapshot | ConvertTo-RunSnapshotJson -Compress
        Clear-RunSnapshot -All
        $again = $text | ConvertFrom-RunSnapshotJson

        Compare-RunSnapshot $snapshot $again | Should -BeNullOrEmpty
        $again.Label | Should -Be 'built'
        Get-RunSnapshot | Should -BeNullOrEmpty
    }

    It 'reads the lines of a document, and several documents' {
        $file = Join-Path $TestDrive 'lines.json'
        $snapshot | ConvertTo-RunSnapshotJson | Set-Content $file

        (Get-Content $file | ConvertFrom-RunSnapshotJson).Id | Should -Be $snapshot.Id
        $text = $snapshot | ConvertTo-RunSnapshotJson -Compress
        $text, $text | ConvertFrom-RunSnapshotJson | Should -HaveCount 2
    }

    It 'keeps the type <Type>' -ForEach @(
        @{ Type = 'datetime'; Value = [datetime]::new(2026, 11, 23, 1, 2, 3, [DateTimeKind]::Utc) }
        @{ Type = 'DateTimeOffset'; Value = [DateTimeOffset]'2026-11-23T01:02:03.4567891+02:00' }
        @{ Type = 'DateOnly'; Value = [DateOnly]::new(2026, 11, 23) }
        @{ Type = 'timespan'; Value = [timespan]'1.02:03:04.005' }
        @{ Type = 'guid'; Value = [guid]'5b1f7c0e-8b1a-4a55-9f0e-6a2c8d9e4b37' }
        @{ Type = 'version'; Value = [version]'1.2.3' }
        @{ Type = 'uri'; Value = [uri]'https://example.com/a?b=c' }
        @{ Type = 'decimal'; Value = 1.50d }
        @{ Type = 'bigint'; Value = [bigint]::Parse('123456789012345678901234567890') }
        @{ Type = 'long'; Value = 5L }
        @{ Type = 'byte'; Value = [byte]5 }
        @{ Type = 'int'; Value = 5 }
        @{ Type = 'double'; Value = 0.1 }
        @{ Type = 'char'; Value = [char]'x' }
        @{ Type = 'bool'; Value = $true }
        @{ Type = 'string'; Value = 'text' }
    ) {
        Set-WorkflowRun $run -Context @{ value = $Value }
        $again = New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson

        $again.ExecutionContext.value.GetType() | Should -Be ($Type -as [type])
        $again.ExecutionContext.value | Should -Be $Value
    }

    It 'keeps byte arrays, NaN, nulls, empty arrays and dictionaries' {
        Set-WorkflowRun $run -ClearContext -Context @{ bytes = [byte[]](0, 255); nan = [double]::NaN; null = $null; none = @(); map = [ordered]@{ b = 1; a = 2 } }
        $values = (New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).ExecutionContext

        , $values.bytes | Should -BeOfType byte[]
        $values.bytes | Should -Be 0, 255
        [double]::IsNaN($values.nan) | Should -BeTrue
        $values.Contains('null') | Should -BeTrue
        , $values.none | Should -BeOfType object[]
        $values.map.Keys | Should -Be 'b', 'a'
    }

    It 'cuts nothing, however deep' {
        $deep = 'end'
        foreach ($level in 1..200) { $deep = @{ inner = $deep } }
        Set-WorkflowRun $run -StepId deep -Output $deep
        $value = (New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).StepResults['deep'].Output
        foreach ($level in 1..200) { $value = $value.inner }

        $value | Should -Be 'end'
    }

    It 'keeps an error with type, message and stack' {
        try { throw [IO.IOException]::new('disk gone') } catch { Set-WorkflowRun $run -RunError $_ -Status Failed }
        $failure = (New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).Error

        $failure.Type | Should -Be 'System.IO.IOException'
        $failure.Message | Should -Be 'disk gone'
        $failure.Details.scriptStackTrace | Should -Match 'Json.Tests.ps1'
    }

    It 'unwraps the envelopes that the original''s guide stores' {
        $text = $snapshot | ConvertTo-RunSnapshotJson -Compress
        $envelopes = @(
            @{ runId = 'deploy-7'; workflowId = 'deploy'; snapshot = $text; createdAt = '2026-11-23T00:00:00.000Z' }
            @{ runId = 'deploy-7'; data = $text }
        )

        ($envelopes | ForEach-Object { ConvertTo-Json $_ -Compress } | ConvertFrom-RunSnapshotJson).Id | Should -Be $snapshot.Id, $snapshot.Id
    }

    It 'keeps fields that it does not know' {
        $data = $snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-Json
        $data | Add-Member extra @{ by = 'another tool' }
        $again = $data | ConvertTo-Json -Depth 50 | ConvertFrom-RunSnapshotJson | ConvertTo-RunSnapshotJson | ConvertFrom-Json

        $again.extra.by | Should -Be 'another tool'
    }
}
