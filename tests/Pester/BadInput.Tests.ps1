#Requires -Version 7.4

Describe 'BadInput' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    Context 'Text: <Name>' -ForEach @(
        @{ Name = 'empty'; Text = ''; Rule = 'syntax' }
        @{ Name = 'no JSON'; Text = 'hello'; Rule = 'syntax' }
        @{ Name = 'an array'; Text = '[]'; Rule = 'type' }
        @{ Name = 'a field twice'; Text = '{"runId":"a","runId":"b"}'; Rule = 'duplicate' }
        @{ Name = 'NaN'; Text = '{"timestamp":NaN}'; Rule = 'syntax' }
        @{ Name = 'a time out of range'; Text = '{"timestamp":1e300}'; Rule = 'range' }
        @{ Name = 'an unknown status'; Text = '{"status":"running"}'; Rule = 'enum' }
        @{ Name = 'a version to come'; Text = '{"version":"99.0"}'; Rule = 'version' }
        @{ Name = 'a wrong type'; Text = '{"logs":{}}'; Rule = 'type' }
        @{ Name = 'too deep'; Text = ('{"result":' + '[' * 600 + ']' * 600 + '}'); Rule = 'depth' }
        @{ Name = 'very much too deep'; Text = ('[' * 200000); Rule = 'depth' }
    ) {
        It 'is one error, with its rule' {
            $found = ConvertFrom-RunSnapshotJson $Text -ErrorAction SilentlyContinue -ErrorVariable failed

            $found | Should -BeNullOrEmpty
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be 'InvalidSnapshot,PSSnapshots.Commands.ConvertFromRunSnapshotJsonCommand'
            $failed[0].CategoryInfo.Category | Should -Be 'InvalidData'
            $failed[0].Exception.Violations.Rule | Should -Contain $Rule
            (Test-RunSnapshot -Json $Text -Detailed).Rule | Should -Contain $Rule
        }
    }

    Context 'Files' {
        BeforeAll {
            $file = Join-Path $TestDrive 'bad.json'
            $good = New-WorkflowRun w good | New-RunSnapshot | ConvertTo-RunSnapshotJson -Compress
        }

        It 'refuses invalid UTF-8, with its byte' {
            $bytes = [Text.Encoding]::UTF8.GetBytes($good)
            $bytes[20] = 0xFF
            [IO.File]::WriteAllBytes($file, $bytes)
            Import-RunSnapshot $file -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed[0].FullyQualifiedErrorId | Should -Be 'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand'
            $failed[0].TargetObject | Should -Be $file
            $violation = Test-RunSnapshot -Path $file -Detailed
            $violation[0].Rule | Should -Be 'encoding'
            $violation[0].ByteOffset | Should -Be 20
        }

        It 'reads <_>' -ForEach 'utf8', 'utf8BOM', 'unicode', 'bigendianunicode' {
            Set-Content $file $good -Encoding $_
            (Import-RunSnapshot $file -NoRegister).RunId | Should -Be 'good'
        }

        It 'reads UTF-16 without a byte order mark' {
            [IO.File]::WriteAllBytes($file, [Text.Encoding]::Unicode.GetBytes($good))
            (Import-RunSnapshot $file -NoRegister).RunId | Should -Be 'good'
        }

        It 'refuses a file cut at any of its places, and keeps nothing' {
            $bytes = [Text.Encoding]::UTF8.GetBytes($good)
            for ($length = 0; $length -lt $bytes.Length; $length += 7) {
                [IO.File]::WriteAllBytes($file, $bytes[0..($length - 1)] * [int]($length -gt 0))
                Import-RunSnapshot $file -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
                $failed[0].FullyQualifiedErrorId | Should -Be 'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand'
            }
            Get-RunSnapshot | Should -BeNullOrEmpty
        }

        It 'refuses an empty file' {
            [IO.File]::WriteAllBytes($file, @())
            { Import-RunSnapshot $file -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand'
        }
    }

    Context 'Text that is odd and valid' {
        It 'keeps <Name>' -ForEach @(
            @{ Name = 'a lone surrogate'; Text = "a$([char]0xD800)b" }
            @{ Name = 'a NUL'; Text = "a`0b" }
            @{ Name = 'control characters'; Text = "a`b`t`r`n$([char]0x1F)" }
            @{ Name = 'a megabyte'; Text = 'x' * 1MB }
        ) {
            $run = New-WorkflowRun w odd
            Set-WorkflowRun $run -StepId $Text.Substring(0, [Math]::Min(50, $Text.Length)) -Output $Text
            $json = New-RunSnapshot $run | ConvertTo-RunSnapshotJson
            $output = ($json | ConvertFrom-RunSnapshotJson).StepResults.Values[0].Output

            [string]::Equals($output, $Text, 'Ordinal') | Should -BeTrue
        }

        It 'keeps the step id <_>' -ForEach '__proto__', 'constructor', '10', '', 'a.b/c~d', 'Build' {
            $run = New-WorkflowRun w odd
            Set-WorkflowRun $run -StepId $_ -Output 1
            $again = New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson

            $again.StepResults.Keys | Should -BeExactly $_
        }
    }

    Context 'The pipeline' {
        It 'reports null and foreign objects, and captures the rest' {
            $good = New-WorkflowRun w good
            $found = $good, $null, 5, @{ RunId = 'r' }, $good | New-RunSnapshot -ErrorAction SilentlyContinue -ErrorVariable failed

            $found | Should -HaveCount 2
            $failed.FullyQualifiedErrorId | Should -Be @(
                'NullRun,PSSnapshots.Commands.NewRunSnapshotCommand'
                'NoRunFields,PSSnapshots.Commands.NewRunSnapshotCommand'
                'NoRunFields,PSSnapshots.Commands.NewRunSnapshotCommand')
            $failed[1].TargetObject | Should -Be 5
            $failed.CategoryInfo.Category | Select-Object -Unique | Should -Be 'InvalidArgument'
        }

        It 'reports a field that does not fit, with its place' {
            { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Status = 'over' } -ErrorAction Stop } |
                Should -Throw -ErrorId 'UnsupportedValue,PSSnapshots.Commands.NewRunSnapshotCommand' -ExpectedMessage "*'/status'*"
        }

        It 'reports an object that binds to nothing, and goes on' {
            $snapshot = New-WorkflowRun w good | New-RunSnapshot
            $texts = $snapshot, 5, $snapshot | ConvertTo-RunSnapshotJson -ErrorAction SilentlyContinue -ErrorVariable failed

            $texts | Should -HaveCount 2
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Match 'ConvertToRunSnapshotJsonCommand$'
        }

        It 'reports one bad text among good ones' {
            $good = New-WorkflowRun w good | New-RunSnapshot | ConvertTo-RunSnapshotJson
            $good, "{`n}", $good | ConvertFrom-RunSnapshotJson -ErrorAction SilentlyContinue -ErrorVariable failed | Should -HaveCount 2
            $failed | Should -HaveCount 1
        }
    }

    Context 'Values that cannot be kept' {
        It 'refuses <Name>, with its place' -ForEach @(
            @{ Name = 'a cycle of hashtables'; Make = { $map = @{}; $map.self = $map; $map }; Path = '/self' }
            @{ Name = 'a cycle of objects'; Make = { $one = [pscustomobject]@{ a = 1; self = $null }; $one.self = $one; $one }; Path = '/self' }
            @{ Name = 'a script block'; Make = { @{ a = @({ 1 }) } }; Path = '/a/0' }
            @{ Name = 'a stream'; Make = { @{ s = [IO.MemoryStream]::new() } }; Path = '/s' }
        ) {
            $run = New-WorkflowRun w refused
            $value = . $Make
            { Set-WorkflowRun $run -StepId s -Output $value -ErrorAction Stop } |
                Should -Throw -ErrorId 'UnsupportedValue,PSSnapshots.Commands.SetWorkflowRunCommand' -ExpectedMessage "*'/stepResults/s/output$Path'*"
            $run.StepCount | Should -Be 0
        }

        It 'leaves out what lives in the process only with -SkipUnsupported, and warns' {
            $shaped = @{ RunId = 'skipped'; WorkflowId = 'w'; Result = @{ kept = 1; dropped = { 1 } } }
            $snapshot = New-RunSnapshot $shaped -SkipUnsupported -WarningVariable warned -WarningAction SilentlyContinue
            $snapshot.Result.Keys | Should -Be 'kept'
            $warned | Should -HaveCount 1
            $warned[0].Message | Should -BeLike "*'/result/dropped'*left out*"
        }

        It 'keeps a marker of a secret, and never the secret' {
            $run = New-WorkflowRun w secrets
            $secure = ConvertTo-SecureString 'hunter2' -AsPlainText -Force
            Set-WorkflowRun $run -StepId s -Output @{ p = $secure; c = [pscredential]::new('anna', $secure) }
            $json = New-RunSnapshot $run | ConvertTo-RunSnapshotJson
            $json | Should -Not -Match 'hunter2'
            $output = ($json | ConvertFrom-RunSnapshotJson).StepResults['s'].Output
            $output.p | Should -BeOfType ([PSSnapshots.SecretMarker])
            $output.p.Kind | Should -Be 'SecureString'
            $output.c.UserName | Should -BeExactly 'anna'
        }

        It 'refuses more levels than the format has' {
            $deep = 1
            foreach ($level in 1..600) { $deep = , $deep }
            { Set-WorkflowRun (New-WorkflowRun w deep) -StepId s -Output $deep -ErrorAction Stop } |
                Should -Throw -ErrorId 'UnsupportedValue,PSSnapshots.Commands.SetWorkflowRunCommand'
        }

        It 'takes one object that is mentioned twice' {
            $shared = [pscustomobject]@{ a = 1 }
            $run = New-WorkflowRun w shared
            Set-WorkflowRun $run -StepId s -Output @{ one = $shared; two = $shared }
            $run.StepResults['s'].Output.two.a | Should -Be 1
        }
    }

    Context 'A stop' {
        It 'ends at the first error with -ErrorAction Stop, and keeps what was done' {
            $good = New-WorkflowRun w good
            { $good, 5, $good | New-RunSnapshot -ErrorAction Stop } | Should -Throw -ErrorId 'NoRunFields,PSSnapshots.Commands.NewRunSnapshotCommand'
            Get-RunSnapshot good | Should -HaveCount 1
        }
    }
}
