#Requires -Version 7.4

Describe 'Validation' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
            $snapshot = New-RunSnapshot $run
    }

    It 'finds snapshots, runs and what is shaped like one valid' {
        Test-RunSnapshot $snapshot | Should -BeTrue
        Test-RunSnapshot $run | Should -BeTrue
        $snapshot, $run, @{ RunId = 'r'; WorkflowId = 'w' } | Test-RunSnapshot | Should -Be $true, $true, $true
        Test-RunSnapshot $snapshot -Detailed | Should -BeNullOrEmpty
    }

    It 'finds other things invalid, without an error' {
        $null, 5, @{ RunId = 'r' }, 'text', '{}' | Test-RunSnapshot | Should -Be $false, $false, $false, $false, $false
        $violation = Test-RunSnapshot @{ RunId = 'r' } -Detailed
        $violation.Rule | Should -Be 'required'
        $violation.Message | Should -Match 'WorkflowId'
    }

    It 'warns with -Detailed of what a valid snapshot says against itself' {
        $odd = @{ RunId = 'r'; WorkflowId = 'w'; Status = 'Failed'; StepResults = @{ a = @{ Status = 'Running' } } }

        Test-RunSnapshot $odd | Should -BeTrue
        $warning = Test-RunSnapshot $odd -Detailed
        "$($warning.Severity) $($warning.Rule)" | Should -Be 'Warning ended'
    }

    It 'saves what is whole in a cut export' {
        Set-WorkflowRun $run -StepId build -Output 1
        $text = New-RunSnapshot $run | ConvertTo-RunSnapshotJson

        $repair = $text.Substring(0, $text.IndexOf('"executionPath"')) | Repair-RunSnapshot
        $repair.StepCount | Should -Be 1
        $repair.Lost.Path | Should -Contain '/logs'
        Test-RunSnapshot $repair.Snapshot | Should -BeTrue
    }

    It 'tells text, as a parameter and from the pipeline' {
        $text = $snapshot | ConvertTo-RunSnapshotJson

        Test-RunSnapshot -Json $text | Should -BeTrue
        $text, '{' | Test-RunSnapshot | Should -Be $true, $false
    }

    It 'tells the rule, the path and the place of every violation' {
        $lines = @(
            '{'
            '  "version": "99.0",'
            '  "timestamp": 1,'
            '  "runId": 3,'
            '  "workflowId": "w",'
            '  "status": "DONE",'
            '  "stepResults": { "a/b": { "status": "completed" }, "c": { "status": "over" } },'
            '  "executionPath": [], "suspendedPaths": {}, "events": [], "executionGraph": [],'
            '  "executionContext": {}'
            '}')
        $violations = Test-RunSnapshot -Json ($lines -join "`n") -Detailed

        $violations | Should -BeOfType PSSnapshots.SnapshotViolation
        $violations.Path | Sort-Object | Should -Be '/logs', '/runId', '/status', '/stepResults/c/status', '/version'
        ($violations | Where-Object Path -EQ '/logs').Rule | Should -Be 'required'
        ($violations | Where-Object Path -EQ '/version').Rule | Should -Be 'version'
        ($violations | Where-Object Path -EQ '/runId').Rule | Should -Be 'type'
        $status = $violations | Where-Object Path -EQ '/status'
        $status.Rule | Should -Be 'enum'
        $status.Line | Should -Be 6
        $status.Column | Should -Be 13
        $status.Message | Should -Match 'COMPLETED'
    }

    It 'names the file in -Detailed' {
        $good = Join-Path $TestDrive 'good.json'
        $bad = Join-Path $TestDrive 'bad.json'
        $snapshot | Export-RunSnapshot $good
        Set-Content $bad '[]'

        Test-RunSnapshot -Path $good, $bad | Should -Be $true, $false
        $violations = Test-RunSnapshot -Path (Join-Path $TestDrive '*.json') -Detailed
        $violations | Should -HaveCount 1
        $violations.Source | Should -Be $bad
        $violations.Rule | Should -Be 'type'
        Test-RunSnapshot -LiteralPath $good | Should -BeTrue
    }

    It 'agrees with ConvertFrom-RunSnapshotJson on what is valid: <_>' -ForEach '', '{', '[]', '{}', 'null', '{"version":"1.0.0"}' {
        Test-RunSnapshot -Json $_ | Should -BeFalse
        { ConvertFrom-RunSnapshotJson $_ -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidSnapshot,PSSnapshots.Commands.ConvertFromRunSnapshotJsonCommand'
    }
}
