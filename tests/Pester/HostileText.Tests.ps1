#Requires -Version 7.4

# Text from outside, with what a terminal would obey: an escape sequence, a bell, a carriage return, a line feed, DEL, C1
# controls (CSI, NEL), bidirectional overrides, isolates and marks, and separators of lines and paragraphs.
Describe 'Text from outside' {
    BeforeDiscovery {
        $parts = @(
            @{ Name = 'an escape sequence'; Text = "`e[31m"; Shown = "`u{241b}[31m" }
            @{ Name = 'a bell'; Text = "`a"; Shown = "`u{2407}" }
            @{ Name = 'a carriage return'; Text = "`r"; Shown = "`u{240d}" }
            @{ Name = 'a backspace'; Text = "`b"; Shown = "`u{2408}" }
            @{ Name = 'DEL'; Text = "`u{7f}"; Shown = "`u{2421}" }
            @{ Name = 'CSI'; Text = "`u{9b}"; Shown = '\u009b' }
            @{ Name = 'NEL'; Text = "`u{85}"; Shown = '\u0085' }
            @{ Name = 'RLO'; Text = "`u{202e}"; Shown = '\u202e' }
            @{ Name = 'LRE'; Text = "`u{202a}"; Shown = '\u202a' }
            @{ Name = 'FSI'; Text = "`u{2068}"; Shown = '\u2068' }
            @{ Name = 'LRM'; Text = "`u{200e}"; Shown = '\u200e' }
            @{ Name = 'RLM'; Text = "`u{200f}"; Shown = '\u200f' }
            @{ Name = 'ALM'; Text = "`u{61c}"; Shown = '\u061c' }
            @{ Name = 'a line separator'; Text = "`u{2028}"; Shown = '\u2028' }
            @{ Name = 'a paragraph separator'; Text = "`u{2029}"; Shown = '\u2029' }
        )
    }

    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        $bad = "x`e[31m`a`r`u{7f}`u{9b}`u{85}`u{202e}`u{2066}`u{200f}`u{61c}`u{2028}`u{2029}y"
        # Everything that must not reach a terminal; line feeds and tabs are what views are made of.
        $hidden = '[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]'
        Clear-RunSnapshot -All
        $run = New-WorkflowRun "w$bad" "r$bad" -InputData @{ "i$bad" = $bad }
        Set-WorkflowRun $run -StepId "s$bad" -StepError "e$bad" -Log "l$bad" -Context @{ "c$bad" = "v$bad" } -LogMetadata @{ "m$bad" = $bad }
        $before = New-RunSnapshot $run -Label "b$bad"
        Set-WorkflowRun $run -StepId "t$bad" -Output "o$bad" -Result $bad -RunError ([System.IO.IOException]::new("f$bad", [System.Exception]::new($bad)))
        Set-WorkflowRun $run -StepId "u$bad" -StepStatus Suspended -SuspendedPath 0 -Output @{ "question" = $bad }
        $after = New-RunSnapshot $run -Label "a$bad"
        $trigger = Register-RunSnapshotTrigger $run -Interval 1h -Manager (New-RunSnapshotManager) -Label "t$bad"
        $store = [PSSnapshots.Storage.MemorySnapshotStore]::new()
        $stored = $store.Save($after)
        $head = $store.ListRuns()[0]
        # Windows has no control characters in names, and Pester 5 cannot remove a name with a bracket.
        $folder = Join-Path $TestDrive ($IsWindows ? "f`u{202e}`u{2066}" : "f`e`u{202e}")
        $json = $after | ConvertTo-RunSnapshotJson -Compress
        Set-Content $TestDrive/cut.json $json.Substring(0, $json.Length - 40)
        $repair = Repair-RunSnapshot $TestDrive/cut.json
        $violations = Test-RunSnapshot -Json ($json -replace '"SUSPENDED"|"suspended"', ('"' + ($bad | ConvertTo-Json).Trim('"') + '"')) -Detailed
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($after))
        $objects = [ordered]@{
            Snapshot = $after; WorkflowRun = $run; RunStore = $run.Store; RunState = $run.Store.State; StoredSnapshot = $stored; RunHead = $head
            StepResult = @($run.StepResults.Values); RunError = $run.Error; StepError = $run.StepResults["s$bad"].Error; RunLog = @($run.Logs); WorkflowEvent = @($run.Events)
            SnapshotChange = @(Compare-RunSnapshot $before $after); DifferenceGroup = @($before | Compare-RunSnapshot $after -GroupBy Difference)
            SnapshotTrigger = $trigger; SnapshotManager = (Get-RunSnapshotOption).Manager; SnapshotViolation = $violations; SnapshotRepair = $repair; LostPart = @($repair.Lost)
            StepResultMap = $run.StepResults; ValueMap = $run.ExecutionContext; OrderedMap = $run.SuspendedPaths; Copy = $copy; ComparisonSummary = (Compare-RunSnapshot $before $after -As Summary)
        }
    }

    AfterAll {
        $trigger | Unregister-RunSnapshotTrigger
        Clear-RunSnapshot -All
    }

    It 'is shown visibly: <Name>' -ForEach $parts {
        "$(New-WorkflowRun w "a${Text}b")" | Should -BeExactly "a${Shown}b (Initial)"
        $one = New-WorkflowRun w one | New-RunSnapshot
        $two = Set-WorkflowRun (New-WorkflowRun w one) -Context @{ "k$Text" = 1 } -PassThru
        Compare-RunSnapshot $one $two -As Text -Path "/executionContext*" | Should -Contain "@@ /executionContext/k$Shown @@"
        New-WorkflowRun w "a${Text}b" | Format-Table -Property @{ n = 'x'; e = { "$_" } } -HideTableHeaders | Out-String | Should -Match ([regex]::Escape("a${Shown}b"))
    }

    It 'leaves letters, emoji, combining marks and non-joiners as they are' {
        $text = "Ünïcödé `u{1F468}`u{200d}`u{1F469} ئ`u{200c} א `u{FEFF}"

        "$(New-WorkflowRun w $text)" | Should -BeExactly "$text (Initial)"
    }

    It 'does not reach the terminal by the <View> view of <Of>' -ForEach @(
        foreach ($of in 'Snapshot', 'WorkflowRun', 'RunStore', 'RunState', 'StoredSnapshot', 'StepResult', 'RunError', 'StepError', 'RunLog', 'WorkflowEvent', 'SnapshotChange',
            'DifferenceGroup', 'SnapshotTrigger', 'SnapshotManager', 'SnapshotViolation', 'SnapshotRepair', 'LostPart', 'Copy', 'ComparisonSummary') {
            @{ Of = $of; View = 'default'; Format = { $input | Out-String -Width 4000 } }
            if ($of -notin 'RunError', 'StepError', 'ComparisonSummary') { @{ Of = $of; View = 'table'; Format = { $input | Format-Table | Out-String -Width 4000 } } }
            if ($of -in 'Snapshot', 'WorkflowRun', 'RunState', 'StepResult', 'RunError', 'StepError', 'RunLog', 'WorkflowEvent', 'SnapshotChange', 'SnapshotViolation', 'SnapshotTrigger') {
                @{ Of = $of; View = 'list'; Format = { $input | Format-List | Out-String -Width 4000 } }
            }
        }
    ) {
        $objects.Contains($Of) | Should -BeTrue
        $text = ($objects[$Of] | & $Format).ReplaceLineEndings("`n")
        $text.Trim() | Should -Not -BeNullOrEmpty
        # Out-String adds the styles of the table's headers.
        [System.Management.Automation.Internal.StringDecorated]::new($text).ToString('PlainText') | Should -Not -Match $hidden
        $text -replace '\e\[[\d;]*m' | Should -Not -Match $hidden
    }

    It 'does not reach the terminal by the text of <_>' -ForEach 'Snapshot', 'WorkflowRun', 'RunState', 'StoredSnapshot', 'RunHead', 'StepResult', 'RunError', 'StepError', 'RunLog', 'WorkflowEvent',
    'SnapshotChange', 'DifferenceGroup', 'SnapshotTrigger', 'SnapshotManager', 'SnapshotViolation', 'LostPart', 'StepResultMap', 'ValueMap', 'OrderedMap' {
        foreach ($object in $objects[$_]) { $object.ToString() | Should -Not -Match $hidden }
    }

    It 'has no line feed in the text of a log or an event' {
        $lines = New-WorkflowRun w r
        Set-WorkflowRun $lines -Log "one`ntwo"

        "$($lines.Logs[0])" | Should -Match "one`u{240a}two$"
        $lines.Logs[0].Description | Should -BeExactly "one`ntwo"
    }

    It 'keeps the lines of a message in a list' {
        $lines = New-WorkflowRun w r
        Set-WorkflowRun $lines -StepId a -StepError "one`ntwo"

        $lines.StepResults['a'].Error | Out-String | Should -Match 'one\s+two'
    }

    It 'remains in the properties' {
        $after.RunId | Should -BeExactly "r$bad"
        $after.Label | Should -BeExactly "a$bad"
        $run.StepResults["t$bad"].Output | Should -BeExactly "o$bad"
        $run.Error.Message | Should -BeExactly "f$bad"
        ($json | ConvertFrom-RunSnapshotJson).ExecutionContext["c$bad"] | Should -BeExactly "v$bad"
    }

    It 'does not reach the terminal by -As Text' {
        Compare-RunSnapshot $before $after -As Text | ForEach-Object { $_ -replace '^\e\[\d+m|\e\[0m$' } | Should -Not -Match $hidden
        Get-RunSnapshot $run.RunId | Compare-RunSnapshot -As Text | ForEach-Object { $_ -replace '^\e\[\d+m|\e\[0m$' } | Should -Not -Match $hidden
    }

    It 'does not reach the terminal by the error of <Name>' -ForEach @(
        @{ Name = 'Get-RunSnapshot'; Script = { Get-RunSnapshot "none$bad" } }
        @{ Name = 'Get-RunSnapshot -Sequence'; Script = { Get-RunSnapshot $run.RunId -Sequence 99 } }
        @{ Name = 'Import-RunSnapshot'; Script = { Import-RunSnapshot -LiteralPath "$folder/none" } }
        @{ Name = 'Get-RunSnapshot -Store'; Script = { Get-RunSnapshot -Store $folder } }
        @{ Name = 'Export-RunSnapshot'; Script = { $after | Export-RunSnapshot -LiteralPath "$folder/none/a.json" } }
        @{ Name = 'Find-RunSnapshot'; Script = { Find-RunSnapshot $bad } }
        @{ Name = 'Restore-RunSnapshot'; Script = { Restore-RunSnapshot $after (New-WorkflowRun w "other$bad") } }
        @{ Name = 'Undo-RunSnapshotRestore'; Script = { Undo-RunSnapshotRestore $run } }
        @{ Name = 'Start-WorkflowRun'; Script = { New-WorkflowRun w "d$bad" | Start-WorkflowRun } }
        @{ Name = 'a failed run'; Script = { New-WorkflowRun w "d$bad" -Definition { Step "s$bad" { throw $bad } } | Start-WorkflowRun } }
        @{ Name = 'a time limit'; Script = { New-WorkflowRun w "d$bad" -Definition { Step "s$bad" -Timeout 50ms { Start-Sleep 60 } } | Start-WorkflowRun } }
        @{ Name = 'a definition'; Script = { New-WorkflowRun w -Definition { Step "s$bad" { }; Step "s$bad" { } } } }
        @{ Name = 'a word'; Script = { New-WorkflowRun w -Definition { & "s$bad" { } } } }
        @{ Name = 'Resume-WorkflowRun'; Script = { Resume-WorkflowRun (New-WorkflowRun w "d$bad" -Definition { Step "s$bad" { } }) } }
        @{ Name = 'waiting steps'; Script = {
                $two = New-WorkflowRun w "d$bad" -Definition { InParallel { Step "s$bad" { Suspend-WorkflowRun -Payload $using:bad }; Step "t$bad" { Suspend-WorkflowRun -Payload $using:bad } } } | Start-WorkflowRun
                Resume-WorkflowRun $two -ResumeData 1
            }
        }
        @{ Name = 'a changed definition'; Script = {
                $one = New-WorkflowRun w "d$bad" -Definition { Step "s$bad" { Suspend-WorkflowRun } } | Start-WorkflowRun
                Resume-WorkflowRun $one -ResumeData 1 -Definition { Step "t$bad" { } }
            }
        }
        @{ Name = 'Suspend-WorkflowRun'; Script = { Suspend-WorkflowRun $run } }
        @{ Name = 'Set-WorkflowRun'; Script = { Set-WorkflowRun $run -Context @{ "k$bad" = { } } } }
        @{ Name = 'New-RunSnapshot'; Script = { New-RunSnapshot @{ RunId = "r$bad" } } }
        @{ Name = 'New-RunSnapshot -Property'; Script = { New-RunSnapshot ([pscustomobject]@{ a = 1 }) -Property @{ RunId = "r$bad" } } }
        @{ Name = 'New-RunSnapshot of a wrong status'; Script = { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Status = $bad } } }
        @{ Name = 'Update-RunSnapshot'; Script = { Update-RunSnapshot $after ('[{"op":"remove","path":' + (ConvertTo-Json "/$bad") + '}]') } }
        @{ Name = 'ConvertFrom-RunSnapshotJson'; Script = { '{"version":' + (ConvertTo-Json $bad) + '}' | ConvertFrom-RunSnapshotJson } }
        @{ Name = 'Get-RunSnapshotTrigger'; Script = { Get-RunSnapshotTrigger "none$bad" } }
        @{ Name = 'a wildcard pattern'; Script = { Get-RunSnapshot "[$bad" } }
    ) {
        $ErrorActionPreference = 'Continue'
        $caught = $null
        $records = try { & $Script 2>&1 } catch { $caught = $_; $_ }
        $errors = @($records | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })

        $errors.Count | Should -BeGreaterThan 0
        foreach ($record in $errors) {
            "$record" | Should -Not -Match $hidden
            $record.Exception.Message | Should -Not -Match $hidden
            "$($record.CategoryInfo)" | Should -Not -Match $hidden
        }
    }

    It 'does not reach the terminal by the message of <Name>' -ForEach @(
        @{ Name = 'verbose'; Script = { New-RunSnapshot $run -Verbose -Debug } }
        @{ Name = 'a warning of what is left out'; Script = { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Input = @{ "k$bad" = { } } } -SkipUnsupported } }
        @{ Name = 'a warning of a place'; Script = { Find-RunSnapshot "/none$bad" } }
        @{ Name = 'verbose of an import'; Script = {
                $null = New-Item -ItemType Directory $folder -Force
                $contradicting = New-WorkflowRun w "v$bad"
                Set-WorkflowRun $contradicting -Status Completed -StepId "s$bad" -StepStatus Running
                New-RunSnapshot $contradicting | Export-RunSnapshot -LiteralPath "$folder/a.json"
                Import-RunSnapshot -LiteralPath "$folder/a.json" -NoRegister -Verbose
            }
        }
    ) {
        $DebugPreference = 'SilentlyContinue'
        $messages = @(& $Script 3>&1 4>&1 5>&1 | Where-Object { $_ -is [System.Management.Automation.InformationalRecord] })

        $messages.Count | Should -BeGreaterThan 0
        foreach ($message in $messages) { $message.Message | Should -Not -Match $hidden }
    }

    It 'does not reach the terminal by -WhatIf, by the name of a job and by completion' {
        $output = & { New-WorkflowRun w "d$bad" -Definition { Step a { 1 } } | Start-WorkflowRun -WhatIf; Clear-RunSnapshot $run.RunId -WhatIf; $trigger | Unregister-RunSnapshotTrigger -WhatIf } *>&1 | Out-String
        $output | ForEach-Object ReplaceLineEndings "`n" | Should -Not -Match $hidden
        $job = New-WorkflowRun w "d$bad" -Definition { Step a { 1 } } | Start-WorkflowRun -AsJob
        $null = Wait-Job $job
        $job.Name | Should -Not -Match $hidden
        Remove-Job $job
        $completion = (TabExpansion2 'Get-RunSnapshot rx' 18).CompletionMatches[0]
        $completion.ListItemText | Should -Not -Match $hidden
        $completion.CompletionText | Should -Not -Match $hidden
        & ([scriptblock]::Create($completion.CompletionText)) | Should -BeExactly "r$bad"
    }

    It 'shows times as ISO dates in the culture <_>' -ForEach 'th-TH', 'fa-IR', 'ar-SA', 'fi-FI', 'tr-TR', 'de-DE' {
        $culture = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo($_)
        try { $texts = foreach ($of in 'Snapshot', 'StoredSnapshot', 'RunLog', 'WorkflowEvent') { $objects[$of] | Format-Table | Out-String -Width 4000 } }
        finally { [cultureinfo]::CurrentCulture = $culture }

        foreach ($text in $texts) { $text | Should -Match "\b$($after.Timestamp.LocalDateTime.ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)):\d\d" }
    }
}
