#Requires -Version 7.4

Describe 'Compare-RunSnapshot options' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        $class = 'PSSnapshots.Commands.CompareRunSnapshotCommand'
        filter Get-ChangeText { "$($_.Kind) $($_.Path)" }

        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        Set-WorkflowRun $run -StepId build -Output @{ image = 1; tags = @(@{ sku = 'a' }) } -Context @{ region = 'eu' }
        $before = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Failed -StepId build -StepStatus Failed -Output @{ image = 2; tags = @(@{ sku = 'b' }, @{ sku = 'a'; n = 1 }) }
        $after = New-RunSnapshot $run
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    It 'compares <Name>' -ForEach @(
        @{ Name = 'the paths that match a wildcard'; Options = @{ Path = '/stepResults/*/status' }; Expected = 'Changed /stepResults/build/status' }
        @{ Name = 'a path, ignoring case'; Options = @{ Path = '/STATUS' }; Expected = 'Changed /status' }
        @{ Name = 'several paths'; Options = @{ Path = '/stepResults/build/output/image', '/status' }; Expected = 'Changed /status', 'Changed /stepResults/build/output/image' }
        @{ Name = 'what is below a wildcard'; Options = @{ Path = '/stepResults/*'; ExcludePath = '*/tags' }; Expected = 'Changed /stepResults/build/status', 'Changed /stepResults/build/output/image' }
        @{ Name = 'a path without what -ExcludePath matches'; Options = @{ Path = '/stepResults'; ExcludePath = '*/output' }; Expected = 'Changed /stepResults/build/status' }
        @{ Name = 'everything but excluded paths'; Options = @{ ExcludePath = '/logs', '/events', '/stepResults' }; Expected = 'Changed /status' }
        @{ Name = 'no path that only begins like the given one'; Options = @{ Path = '/stepRes' }; Expected = @() }
        @{ Name = 'nothing if no path matches'; Options = @{ Path = '/nothing*' }; Expected = @() }
        @{ Name = 'whole fields at depth 0'; Options = @{ Path = '/stepResults', '/status'; Depth = 0 }; Expected = 'Changed /status', 'Changed /stepResults' }
        @{ Name = 'whole steps at depth 1'; Options = @{ Path = '/stepResults'; Depth = 1 }; Expected = 'Changed /stepResults/build' }
        @{ Name = 'array items that have the same key'; Options = @{ Path = '/stepResults/build/output/tags'; ArrayKey = 'sku' }
            Expected = 'Added /stepResults/build/output/tags/0', 'Added /stepResults/build/output/tags/1/n' }
        @{ Name = 'equal parts too with -IncludeEqual'; Options = @{ Path = '/status', '/executionContext', '/runId'; IncludeEqual = $true }
            Expected = 'Changed /status', 'Equal /runId', 'Equal /executionContext/region' }
    ) {
        (Compare-RunSnapshot $before $after @Options | Get-ChangeText) -join '|' | Should -BeExactly ($Expected -join '|')
    }

    It 'emits whole values at the depth limit' {
        $change = Compare-RunSnapshot $before $after -Path /stepResults -Depth 0
        $change.From.build.output.image | Should -Be 1
        $change.To.build.output.image | Should -Be 2
    }

    It 'reports a removed array item by its key' {
        Set-WorkflowRun $run -StepId list -Output @(@{ sku = 'a' }, @{ sku = 'b' })
        $first = New-RunSnapshot $run
        Set-WorkflowRun $run -StepId list -Output @(@{ sku = 'b'; n = 1 })
        Compare-RunSnapshot $first $run -Path /stepResults/list -ArrayKey sku | Get-ChangeText |
            Should -BeExactly 'Removed /stepResults/list/output/0', 'Added /stepResults/list/output/0/n'
    }

    It 'applies the options to a history' {
        $before, $after | Compare-RunSnapshot -Path /status | Get-ChangeText | Should -BeExactly 'Changed /status'
    }

    It 'applies the options to a summary, which has no equal fields' {
        $summary = $before, $after | Compare-RunSnapshot -Path /status, /runId -As Summary -IncludeEqual
        $summary.PSObject.Properties.Name | Should -BeExactly 'Status'
    }

    It 'ignores the times of two equal runs with -IgnoreTimestamp' {
        $later = (ConvertTo-RunSnapshotJson $before) -replace '"timestamp": (\d+)\d', '"timestamp": ${1}77' | ConvertFrom-RunSnapshotJson
        Compare-RunSnapshot $before $later | Should -Not -BeNullOrEmpty
        Compare-RunSnapshot $before $later -IgnoreTimestamp | Should -BeNullOrEmpty
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a negative depth'; Options = @{ Depth = -1 } }
        @{ Name = 'an empty path'; Options = @{ Path = '' } }
        @{ Name = 'no array key'; Options = @{ ArrayKey = @() } }
    ) {
        $null = Assert-SingleError { Compare-RunSnapshot $before $after @Options } "ParameterArgumentValidationError,$class" InvalidData -Terminating
    }

    It 'refuses -Guarded without a patch: <Name>' -ForEach @(
        @{ Name = 'as changes'; Script = { Compare-RunSnapshot $before $after -Guarded } }
        @{ Name = 'as text'; Script = { Compare-RunSnapshot $before $after -Guarded -As Text } }
        @{ Name = 'of a history'; Script = { $before | Compare-RunSnapshot -Guarded } }
    ) {
        $failed = Assert-SingleError $Script "GuardedWithoutPatch,$class" InvalidArgument -Terminating
        $failed.Exception.Message | Should -BeExactly '-Guarded can only be used with -As JsonPatch.'
    }

    Context '-As Text' {
        BeforeAll {
            $run = New-WorkflowRun -WorkflowId deploy -RunId r
            Set-WorkflowRun $run -StepId build -Output @{ image = 'web:1'; old = 1 }
            $before = New-RunSnapshot $run
            Set-WorkflowRun $run -Status Failed -StepId build -Output @{ image = "web:`e[31m2" } -Context @{ "k`n" = $true }
            $after = New-RunSnapshot $run
            # Output to a console has colors, and redirected output has none. PSSnapshots.Tests tests which hosts show them.
            filter Remove-Color { $_ -replace '\e\[\d*m' }
        }

        It 'shows each path with the values before and after, without control characters' {
            Compare-RunSnapshot $before $after -ExcludePath /logs, /events -As Text | Remove-Color | Should -BeExactly @(
                '--- r: Initial, 1 step: 1 completed', '+++ r: Failed, 1 step: 1 completed'
                '@@ /status @@', '- "INITIAL"', '+ "FAILED"'
                '@@ /stepResults/build/output/image @@ step build', '- "web:1"', '+ "web:\u001b[31m2"'
                '@@ /stepResults/build/output/old @@ step build', '- 1'
                "@@ /executionContext/k`u{240a} @@", '+ true')
        }

        It 'shows the numbers of a history, and equal parts without a sign' {
            $before, $after | Compare-RunSnapshot -Path /status, /runId -IncludeEqual -As Text | Remove-Color | Should -BeExactly @(
                '--- r #1: Initial, 1 step: 1 completed', '+++ r #2: Failed, 1 step: 1 completed'
                '@@ /status @@', '- "INITIAL"', '+ "FAILED"', '@@ /runId @@', '  "r"')
        }

        It 'respects $PSStyle.OutputRendering <Rendering>' -ForEach @(
            @{ Rendering = 'Host'; IsColored = $false }
            @{ Rendering = 'PlainText'; IsColored = $false }
            @{ Rendering = 'Ansi'; IsColored = $true }
        ) {
            $before0 = $PSStyle.OutputRendering
            $PSStyle.OutputRendering = $Rendering
            try {
                $captured = Compare-RunSnapshot $before $after -Path /status -As Text
                $string = Compare-RunSnapshot $before $after -Path /status -As Text | Out-String
                Compare-RunSnapshot $before $after -Path /status -As Text > $TestDrive/redirected.txt
                $redirected = Get-Content $TestDrive/redirected.txt
            }
            finally { $PSStyle.OutputRendering = $before0 }
            $removed, $added = if ($IsColored) { "`e[31m- ""INITIAL""`e[0m", "`e[32m+ ""FAILED""`e[0m" } else { '- "INITIAL"', '+ "FAILED"' }

            $captured[3..4] | Should -BeExactly $removed, $added
            $captured | Should -BeOfType string
            $redirected[3..4] | Should -BeExactly $removed, $added
            $string.Split([System.Environment]::NewLine)[3..4] | Should -BeExactly $removed, $added
        }

        It 'is plain text if it is used as a string' {
            $text = Compare-RunSnapshot $before $after -Path /status -As Text

            $text -join '|' | Should -Match '\|- "INITIAL"\|\+ "FAILED"$'
            $text[3] | ConvertTo-Json | Should -BeExactly '"- \"INITIAL\""'
            $text | Select-String FAILED | ForEach-Object Line | Should -Contain '+ "FAILED"'
        }

        It 'emits no line if nothing differs' {
            Compare-RunSnapshot $before $before -As Text | Should -BeNullOrEmpty
        }
    }

    Context 'Step durations' {
        BeforeAll {
            function New-Timed([int] $Milliseconds) {
                $log = @{ type = 'step'; description = 'd'; stepId = 'build' }
                @{
                    version = '1.0.0'; timestamp = 1; runId = 'r'; workflowId = 'w'; status = 'RUNNING'
                    stepResults = @{ build = @{ status = 'completed'; output = $Milliseconds } }
                    executionPath = @(); suspendedPaths = @{}; events = @(); executionGraph = @(); executionContext = @{}
                    logs = @(($log + @{ timestamp = 1000; stepStatus = 'running' }), ($log + @{ timestamp = 1000 + $Milliseconds; stepStatus = 'completed' }))
                } | ConvertTo-Json -Depth 5 | ConvertFrom-RunSnapshotJson
            }
            $before = New-Timed 2100
            $after = New-Timed 3400
        }

        It 'are in the text' {
            (Compare-RunSnapshot $before $after -ExcludePath /logs -As Text)[2] -replace '\e\[\d*m' |
                Should -BeExactly '@@ /stepResults/build/output @@ step build  2.1 s -> 3.4 s'
        }

        It 'are in a change and a summary' {
            foreach ($item in (Compare-RunSnapshot $before $after -Path /stepResults), (Compare-RunSnapshot $before $after -As Summary).StepResults['build']) {
                $item.FromDuration | Should -Be ([timespan]'0:0:2.1')
                $item.ToDuration | Should -Be ([timespan]'0:0:3.4')
            }
        }

        It 'are null for a step that has not run' {
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-8
            $before = New-RunSnapshot $run
            Set-WorkflowRun $run -StepId test -StepStatus Running
            Set-WorkflowRun $run -StepId test -Output 1
            $change = Compare-RunSnapshot $before $run -Path /stepResults/test
            $change.FromDuration | Should -BeNullOrEmpty
            $change.ToDuration | Should -BeOfType timespan
        }
    }
}
