#Requires -Version 7.4

Describe 'Bad input' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        $run = New-WorkflowRun w good -InputData @{ a = 1 } -ExecutionGraph @{ id = 'g' }
        Set-WorkflowRun $run -Status Running -StepId a -Output @{ text = 'é🚀' } -Log one -Context @{ k = 1 }
        $snapshot = New-RunSnapshot $run
        $json = ConvertTo-RunSnapshotJson $snapshot -Compress

        function Assert-Invalid([string] $Text) {
            $failed = Assert-SingleError { ConvertFrom-RunSnapshotJson $Text } 'InvalidSnapshot,PSSnapshots.Commands.ConvertFromRunSnapshotJsonCommand' InvalidData
            $failed.TargetObject | Should -BeExactly $Text
            $violations = @(Test-RunSnapshot -Json $Text -Detailed)
            $failed.Exception.Violations | ForEach-Object ToString | Should -BeExactly ($violations | ForEach-Object ToString)
            $failed, $violations
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    Context 'Text' {
        It 'is refused if it is <Name>' -ForEach @(
            @{ Name = 'empty'; Text = ''; Rule = 'syntax'; Count = 1 }
            @{ Name = 'not JSON'; Text = 'hello'; Rule = 'syntax'; Count = 1 }
            @{ Name = 'an empty object'; Text = '{}'; Rule = 'required'; Count = 12 }
            @{ Name = 'an array'; Text = '[]'; Rule = 'type'; Count = 1 }
            @{ Name = 'null'; Text = 'null'; Rule = 'type'; Count = 1 }
            @{ Name = 'a string'; Text = '"text"'; Rule = 'type'; Count = 1 }
            @{ Name = 'an object with another field'; Text = '{"runId":"r","data":5}'; Rule = 'required'; Count = 11 }
            @{ Name = 'very deep and never closed'; Text = '[' * 200000; Rule = 'depth'; Count = 2 }
        ) {
            $null, $violations = Assert-Invalid $Text
            $violations | Should -HaveCount $Count
            $violations.Rule | Should -Contain $Rule
        }

        It 'is refused if it is an envelope with the ID of another run' {
            $null, $violations = Assert-Invalid ('{"runId":"other","snapshot":' + $json + '}')
            $violations | Should -HaveCount 1
        }

        It 'is refused, and the violation names the path and the rule, if a snapshot has <Name>' -ForEach @(
            @{ Name = 'a status in the wrong case'; Good = '"status":"RUNNING"'; Bad = '"status":"Running"'; Violation = '/status enum' }
            @{ Name = 'no status'; Good = '"status":"RUNNING"'; Bad = '"status":null'; Violation = '/status type' }
            @{ Name = 'an unknown step status'; Good = '"status":"completed"'; Bad = '"status":"done"'; Violation = '/stepResults/a/status enum' }
            @{ Name = 'an object in the place of an array'; Good = '"executionPath":[]'; Bad = '"executionPath":{}'; Violation = '/executionPath type' }
            @{ Name = 'a fraction in a path'; Good = '"executionPath":[]'; Bad = '"executionPath":[1.5]'; Violation = '/executionPath/0 range' }
            @{ Name = 'a string in a path'; Good = '"executionPath":[]'; Bad = '"executionPath":["1"]'; Violation = '/executionPath/0 type' }
            @{ Name = 'a field too few'; Good = '"executionPath":[],'; Bad = ''; Violation = '/executionPath required' }
            @{ Name = 'a field twice'; Good = '"executionPath":[],'; Bad = '"executionPath":[],"executionPath":[],'; Violation = '/executionPath duplicate' }
            @{ Name = 'a context key twice'; Good = '"executionContext":{"k":1}'; Bad = '"executionContext":{"k":1,"k":2}'; Violation = '/executionContext/k duplicate' }
            @{ Name = 'NaN'; Good = '"executionContext":{"k":1}'; Bad = '"executionContext":{"k":NaN}'; Violation = 'syntax' }
            @{ Name = 'a raw NUL'; Good = '"executionContext":{"k":1}'; Bad = "`"executionContext`":{`"k`":`"a`0b`"}"; Violation = 'syntax' }
            @{ Name = 'a brace too many'; Good = '"executionContext":{"k":1}'; Bad = '"executionContext":{"k":1}}'; Violation = 'syntax' }
            @{ Name = 'the sequence number 0'; Good = '"sequence":1'; Bad = '"sequence":0'; Violation = '/sequence range' }
            @{ Name = 'a sequence number above Int32'; Good = '"sequence":1'; Bad = '"sequence":2147483648'; Violation = '/sequence range' }
            @{ Name = 'a later version'; Good = '"version":"1.1.0"'; Bad = '"version":"99.0"'; Violation = '/version version' }
            @{ Name = 'a version that is a number'; Good = '"version":"1.1.0"'; Bad = '"version":1'; Violation = '/version type' }
        ) {
            $at = $json.IndexOf($Good)
            $null, $violations = Assert-Invalid $json.Remove($at, $Good.Length).Insert($at, $Bad)
            if ($Violation -eq 'syntax') { $violations.Rule | Should -BeExactly 'syntax' }
            else { $violations | ForEach-Object { "$($_.Path) $($_.Rule)" } | Should -Contain $Violation }
        }

        It 'is refused if a time is out of range' {
            $null, $violations = Assert-Invalid ($json -replace '"sequence":1,"timestamp":\d+', '"sequence":1,"timestamp":1e300')
            $violations | ForEach-Object { "$($_.Path) $($_.Rule)" } | Should -BeExactly '/timestamp range'
        }

        It 'is refused if it is <_> levels deep' -ForEach 600, 100000 {
            $failed, $violations = Assert-Invalid $json.Replace('"k":1', '"k":' + '[' * $_ + ']' * $_)
            $failed.Exception.Message | Should -BeLike '*512*'
            $violations.Rule | Should -BeExactly 'depth'
        }
    }

    Context 'Files' {
        It 'refuses a file that is truncated at any position, and keeps nothing' {
            $cut = (New-Item -ItemType Directory (Join-Path $TestDrive cut)).FullName
            $bytes = [Text.Encoding]::UTF8.GetBytes($json)
            $lengths = @(for ($length = 0; $length -lt $bytes.Length; $length += 23) { $length }) + ($bytes.Length - 1)
            foreach ($length in $lengths) { [IO.File]::WriteAllBytes("$cut/$length.json", [ArraySegment[byte]]::new($bytes, 0, $length).ToArray()) }
            Import-RunSnapshot $cut/*.json -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty

            $failed | Should -HaveCount $lengths.Count
            $failed.FullyQualifiedErrorId | Select-Object -Unique | Should -BeExactly 'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand'
            $failed.CategoryInfo.Category | Select-Object -Unique | Should -Be InvalidData
            $tested = Test-RunSnapshot -Path $cut/*.json
            $tested | Should -HaveCount $lengths.Count
            $tested | Should -Not -Contain $true
            Get-RunSnapshot | Should -BeNullOrEmpty
        }

        It 'does not change the kept snapshots if an import fails' {
            $bad = Join-Path $TestDrive bad.json
            Set-Content $bad $json.Replace('"RUNNING"', '"X"')
            $kept = New-RunSnapshot $run
            $failed = Assert-SingleError { Import-RunSnapshot $bad } 'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidData

            $failed.TargetObject | Should -BeExactly $bad
            $all = @(Get-RunSnapshot)
            $all | Should -HaveCount 1
            [object]::ReferenceEquals($all[0], $kept) | Should -BeTrue
        }
    }

    Context 'Unusual input that is valid' {
        It 'keeps <Name>' -ForEach @(
            @{ Name = 'a lone surrogate'; Text = "a$([char]0xD800)b" }
            @{ Name = 'a NUL'; Text = "a`0b" }
            @{ Name = 'control characters'; Text = "a`b`t`r`n$([char]0x1F)" }
            @{ Name = 'a mebibyte of text'; Text = 'é' * 524288 }
        ) {
            $odd = New-WorkflowRun w odd
            Set-WorkflowRun $odd -StepId $Text -Output $Text
            $file = Join-Path $TestDrive odd.json
            New-RunSnapshot $odd | Export-RunSnapshot $file
            $again = Import-RunSnapshot $file -NoRegister

            [string]::Equals($again.StepResults[$Text].Output, $Text, 'Ordinal') | Should -BeTrue
            Compare-RunSnapshot $odd $again | Should -BeNullOrEmpty
            Test-RunSnapshot -Path $file | Should -BeTrue
        }

        It 'writes characters that UTF-8 cannot represent as escapes' {
            $odd = New-WorkflowRun w odd
            Set-WorkflowRun $odd -Result "$([char]0xD800)`0"
            ConvertTo-RunSnapshotJson (New-RunSnapshot $odd) | Should -BeLike '*\ud800\u0000*'
        }

        It 'keeps the step ID <_>' -ForEach '__proto__', 'constructor', '10', '', 'a.b/c~d', 'Build' {
            $odd = New-WorkflowRun w odd
            Set-WorkflowRun $odd -StepId $_ -Output 1
            $again = New-RunSnapshot $odd | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson

            $again.StepResults.Keys | Should -BeExactly $_
        }

        It 'keeps <Name>' -ForEach @(
            @{ Name = 'a number that no type can hold'; Value = '1e999' }
            @{ Name = 'a value that is 500 levels deep'; Value = '[' * 500 + ']' * 500 }
        ) {
            $text = $json.Replace('"k":1', "`"k`":$Value")
            $text | ConvertFrom-RunSnapshotJson | ConvertTo-RunSnapshotJson -Compress | Should -BeExactly $text
        }
    }
}
