#Requires -Version 7.4

Describe 'Test-RunSnapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        $class = 'PSSnapshots.Commands.TestRunSnapshotCommand'
        filter Get-ViolationText { "$($_.Path) $($_.Rule)" }

        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        $snapshot = New-RunSnapshot $run -Manager (New-RunSnapshotManager)
        $json = $snapshot | ConvertTo-RunSnapshotJson
        $bad = $json -replace '"INITIAL"', '"NOPE"' -replace '"executionPath": \[\]', '"executionPath": 5'
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    Context 'true or false' {
        It 'is <Expected> for <Name>' -ForEach @(
            @{ Name = 'a snapshot'; Script = { Test-RunSnapshot $snapshot }; Expected = $true }
            @{ Name = 'a snapshot as -Snapshot'; Script = { Test-RunSnapshot -Snapshot $snapshot }; Expected = $true }
            @{ Name = 'a run'; Script = { Test-RunSnapshot $run }; Expected = $true }
            @{ Name = 'a state'; Script = { Test-RunSnapshot $run.Store.State }; Expected = $true }
            @{ Name = 'text'; Script = { Test-RunSnapshot $json }; Expected = $true }
            @{ Name = 'text as -Json'; Script = { Test-RunSnapshot -Json $json }; Expected = $true }
            @{ Name = 'a hashtable with the fields of a run'; Script = { Test-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w' } }; Expected = $true }
            @{ Name = 'invalid text'; Script = { Test-RunSnapshot $bad }; Expected = $false }
            @{ Name = 'invalid text as -Json'; Script = { Test-RunSnapshot -Json $bad }; Expected = $false }
            @{ Name = 'empty text'; Script = { Test-RunSnapshot -Json '' }; Expected = $false }
            @{ Name = 'a number'; Script = { Test-RunSnapshot 5 }; Expected = $false }
            @{ Name = 'null'; Script = { Test-RunSnapshot $null }; Expected = $false }
            @{ Name = 'a hashtable without a workflow ID'; Script = { Test-RunSnapshot @{ RunId = 'r' } }; Expected = $false }
            @{ Name = 'a hashtable with a wrong log entry'; Script = { Test-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Logs = @(1) } }; Expected = $false }
        ) {
            $answer = . $Script
            $answer | Should -BeOfType bool
            $answer | Should -Be $Expected
        }

        It 'is emitted for each piped item, without an error' {
            $items = $snapshot, $run, 5, $null, $json, 'text', '{}', @{ RunId = 'r' }
            $items | Test-RunSnapshot -ErrorAction Stop | Should -Be $true, $true, $false, $false, $true, $false, $false, $false
        }

        It 'is emitted once for the lines of a document' {
            $json -split "`n" | Test-RunSnapshot | Should -Be $true
        }

        It 'is false for text that ConvertFrom-RunSnapshotJson refuses: <_>' -ForEach '', '{', '[]', '{}', 'null', '{"version":"1.0.0"}' {
            Test-RunSnapshot -Json $_ | Should -BeFalse
            { ConvertFrom-RunSnapshotJson $_ -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidSnapshot,PSSnapshots.Commands.ConvertFromRunSnapshotJsonCommand'
        }

        It 'is false for version <_>, which Import-RunSnapshot refuses with the reason' -Tag Fault22 -ForEach '99.0', '2.0.0', 'one' {
            $json.Replace('1.1.0', $_) | Set-Content TestDrive:/a.json
            Test-RunSnapshot -Path TestDrive:/a.json | Should -BeFalse

            $failed = Assert-SingleError { Import-RunSnapshot TestDrive:/a.json } 'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidData
            $failed.Exception.Message | Should -BeLike "*Version '$_' is not supported*"
        }

        It 'does not add to the history' {
            $json | Set-Content TestDrive:/a.json
            Test-RunSnapshot -Path TestDrive:/a.json | Should -BeTrue
            $json | Test-RunSnapshot | Should -BeTrue
            Get-RunSnapshot | Should -BeNullOrEmpty
        }
    }

    Context '-Detailed' {
        It 'emits nothing for <Name>' -ForEach @(
            @{ Name = 'a valid snapshot'; Script = { Test-RunSnapshot $snapshot -Detailed } }
            @{ Name = 'valid text'; Script = { Test-RunSnapshot $json -Detailed } }
            @{ Name = 'valid text as -Json'; Script = { Test-RunSnapshot -Json $json -Detailed } }
        ) {
            . $Script | Should -BeNullOrEmpty
        }

        It 'emits every violation of a text with its path, rule, line and column' {
            $violations = $bad | Test-RunSnapshot -Detailed
            $violations | Should -BeOfType PSSnapshots.SnapshotViolation
            $violations | ForEach-Object { "$($_.Path) $($_.Rule) $($_.Line) $($_.Column)" } | Should -BeExactly '/status enum 8 13', '/executionPath type 10 20'
            $violations[0].Message | Should -BeLike '*COMPLETED*'
        }

        It 'emits every violation of a document with many' -Tag Fault24 {
            $document = [ordered]@{
                version = '1.0.0'; timestamp = 'now'; runId = 'r'; workflowId = 'w'; status = 'running'; stepResults = @{ 'a/b' = @{} }
                executionPath = @(); suspendedPaths = @{}; events = @(); executionGraph = @()
                logs = @(@{ timestamp = 1; type = 'x'; description = '' })
            }
            $document | ConvertTo-Json -Depth 5 | Test-RunSnapshot -Detailed | Get-ViolationText | Should -BeExactly @(
                '/executionContext required', '/timestamp type', '/status enum', '/stepResults/a~1b/status required', '/logs/0/type enum')
        }

        It 'emits the violations of required, typed and versioned fields' {
            '{"version":"99.0","timestamp":1,"runId":3,"workflowId":"w","status":"RUNNING","stepResults":{"c":{"status":"over"}},' +
            '"executionPath":[],"suspendedPaths":{},"events":[],"executionGraph":[],"executionContext":{}}' |
                Test-RunSnapshot -Detailed | Get-ViolationText | Sort-Object |
                Should -BeExactly ('/logs required', '/runId type', '/stepResults/c/status enum', '/version version' | Sort-Object)
        }

        It 'emits every violation of an object, and names the missing field' {
            Test-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Status = 'odd'; Logs = @(1); StepResults = @{ a = @{} } } -Detailed |
                ForEach-Object Path | Sort-Object | Should -BeExactly '/logs/0', '/status', '/stepResults/a'
            $missing = Test-RunSnapshot @{ RunId = 'r' } -Detailed
            $missing.Rule | Should -BeExactly 'required'
            $missing.Message | Should -BeLike '*WorkflowId*'
        }

        It 'emits no line for <Name>' -ForEach @(
            @{ Name = 'null'; Item = $null; Path = ''; Rule = 'type' }
            @{ Name = 'a number'; Item = 5; Path = ''; Rule = 'required' }
            @{ Name = 'an object'; Item = @{ RunId = 'r'; WorkflowId = 'w'; Logs = @(1) }; Path = '/logs/0'; Rule = 'type' }
        ) {
            $violation = Test-RunSnapshot $Item -Detailed
            $violation.Path | Should -BeExactly $Path
            $violation.Rule | Should -BeExactly $Rule
            $violation.Line | Should -Be 0
        }

        It 'warns of contradictions in a valid snapshot' {
            $odd = @{ RunId = 'r'; WorkflowId = 'w'; Status = 'Completed'; StepResults = @{ a = @{ Status = 'Running' } } }
            $oddSnapshot = $odd | New-RunSnapshot
            $oddJson = $oddSnapshot | ConvertTo-RunSnapshotJson
            $oddJson | Set-Content TestDrive:/odd.json

            $odd, $oddSnapshot, $oddJson | Test-RunSnapshot | Should -Be $true, $true, $true
            Test-RunSnapshot -Path TestDrive:/odd.json | Should -BeTrue
            $warnings = @($odd, $oddSnapshot, $oddJson | Test-RunSnapshot -Detailed) + @(Test-RunSnapshot -Path TestDrive:/odd.json -Detailed)
            $warnings | ForEach-Object { "$($_.Severity) $($_.Rule) $($_.Path)" } | Should -BeExactly (@('Warning ended /stepResults/a/status') * 4)
            ($oddJson -split "`n")[$warnings[2].Line - 1] | Should -BeLike '*running*'
        }
    }

    Context 'files' {
        BeforeAll {
            $folder = (New-Item -ItemType Directory (Join-Path $TestDrive files)).FullName
            Push-Location $folder
            $snapshot | Export-RunSnapshot good.json
            $snapshot | Export-RunSnapshot -LiteralPath 'good[1].json'
            $bad | Set-Content bad.json
        }

        AfterAll {
            Pop-Location
        }

        It 'are tested by path and wildcard' {
            Test-RunSnapshot -Path good.json, bad.json | Should -Be $true, $false
            Test-RunSnapshot -Path *.json | Should -Be $false, $true, $true
        }

        It 'are tested by literal path' {
            Test-RunSnapshot -LiteralPath 'good[1].json' | Should -BeTrue
            Test-RunSnapshot -LP good.json | Should -BeTrue
            Test-RunSnapshot -PSPath good.json | Should -BeTrue
        }

        It 'are tested if Get-ChildItem pipes them' {
            Get-ChildItem -Filter good*.json | Test-RunSnapshot | Should -Be $true, $true
        }

        It 'are named in the violations' {
            '{' | Set-Content cut.json -NoNewline
            $violation = Test-RunSnapshot -Path c*.json, good.json -Detailed
            "$($violation.Source) $($violation.Rule) $($violation.ByteOffset)" | Should -BeExactly "$(Join-Path $folder cut.json) syntax 1"
        }

        It 'that cannot be read are reported, and the others are tested' {
            $failed = Assert-SingleError { Test-RunSnapshot -Path missing.json, good.json } "FileNotFound,$class" ObjectNotFound -Output True
            $failed.TargetObject | Should -BeExactly (Join-Path $folder missing.json)
        }
    }
}
