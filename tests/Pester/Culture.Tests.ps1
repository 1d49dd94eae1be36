#Requires -Version 7.4

# The Turkish i, the Buddhist calendar, and Finnish decimals and minus signs change nothing that a machine reads.
Describe 'In the culture <Culture>' -ForEach @(
    @{ Culture = 'tr-TR' }
    @{ Culture = 'th-TH' }
    @{ Culture = 'fi-FI' }
) {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        # Runs a script block in a culture, and goes back to the one before.
        function Invoke-InCulture([string] $Name, [scriptblock] $ScriptBlock) {
            $before = [cultureinfo]::CurrentCulture
            [cultureinfo]::CurrentCulture = $Name
            try { & $ScriptBlock } finally { [cultureinfo]::CurrentCulture = $before }
        }

        function New-SampleRun {
            $run = New-WorkflowRun DEPLOY-I 'ISTANBUL-i'
            Set-WorkflowRun $run -Status Running -StepId INIT -Output @{ ratio = 1.5; minus = -2.25; at = [datetime]::new(2024, 1, 2, 3, 4, 5, [DateTimeKind]::Utc); took = [timespan]::FromSeconds(-1.5); price = 12.50d } -Log 'IÜ'
            $run
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        Get-RunSnapshotTrigger | Unregister-RunSnapshotTrigger
        $state = Join-Path $TestDrive ([guid]::NewGuid())
    }

    It 'the culture has its data' {
        $expected = @{ 'tr-TR' = { 'I'.ToLower() | Should -BeExactly 'ı' }; 'th-TH' = { [datetime]::Now.ToString('yyyy') | Should -BeGreaterThan 2500 }; 'fi-FI' = { (-1.5).ToString() | Should -Be "$([char]0x2212)1,5" } }
        Invoke-InCulture $Culture $expected[$Culture]
    }

    It 'an export is the same, and is read as it was' {
        $run = New-SampleRun
        $snapshot = New-RunSnapshot $run -Label PINNED
        $json = $snapshot | ConvertTo-RunSnapshotJson
        Invoke-InCulture $Culture {
            $snapshot | ConvertTo-RunSnapshotJson | Should -BeExactly $json
            $back = $json | ConvertFrom-RunSnapshotJson
            Compare-RunSnapshot $snapshot $back | Should -BeNullOrEmpty
            $output = $back.StepResults['INIT'].Output
            $output.ratio, $output.minus | Should -Be 1.5, -2.25
            $output.at | Should -Be ([datetime]::new(2024, 1, 2, 3, 4, 5, [DateTimeKind]::Utc))
            $output.took | Should -Be ([timespan]::FromSeconds(-1.5))
            Test-RunSnapshot -Json $json | Should -BeTrue
        }
    }

    It 'a run that is captured there is the one that is captured elsewhere' {
        $there = Invoke-InCulture $Culture { New-SampleRun | New-RunSnapshot }
        $here = New-SampleRun | New-RunSnapshot

        Compare-RunSnapshot $there $here -IgnoreTimestamp -IncludeType | Should -BeNullOrEmpty
    }

    It 'names are found whatever their case' {
        $run = New-SampleRun
        $null = New-RunSnapshot $run -Label PINNED
        $null = Register-RunSnapshotTrigger $run -Interval 1h
        $steps = New-WorkflowRun w -Definition { Step INIT { if (-not $ResumeData) { Suspend-WorkflowRun }; $ResumeData } } | Start-WorkflowRun
        Invoke-InCulture $Culture {
            Get-RunSnapshot 'istanbul-*' | Should -HaveCount 1
            Get-RunSnapshot -Label 'pin*' | Should -HaveCount 1
            Get-RunSnapshotTrigger 'istanbul-i' | Should -HaveCount 1
            Compare-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w'; Status = 'INITIAL' } @{ RunId = 'r'; WorkflowId = 'w'; Status = 'initial' } | Should -BeNullOrEmpty
            Find-RunSnapshot /stepResults/INIT/status completed | Should -HaveCount 1
            (Resume-WorkflowRun $steps -StepId init -ResumeData yes).StepResults['INIT'].Output | Should -Be 'yes'
            (Set-WorkflowRun $run -Status INITIAL -PassThru).Status | Should -Be 'Initial'
        }
    }

    It 'a store that is written there is read elsewhere, and the other way round' {
        $definition = { Step INIT { 1 }; Step ask { if (-not $ResumeData) { Suspend-WorkflowRun -Payload @{ question = 'i?' } }; $ResumeData } }
        Invoke-InCulture $Culture { $null = New-WorkflowRun w 'ISTANBUL-i' -Definition $definition | Start-WorkflowRun -Store $state }
        $files = (Get-ChildItem $state -Force -Name) -notlike '.*'
        $there = Invoke-InCulture $Culture { Get-RunSnapshot -Store $state -Label * ; Get-RunSnapshot -Store $state 'istanbul-*' }
        (Resume-WorkflowRun -RunId 'ISTANBUL-i' -Store $state -Definition $definition -ResumeData yes).Status | Should -Be 'Completed'
        $here = Get-RunSnapshot -Store $state

        (Get-ChildItem $state -Force -Name) -notlike '.*' | Should -Be $files
        $there.Sequence | Should -Be $here.Sequence[0..($there.Count - 1)]
        Invoke-InCulture $Culture {
            Remove-RunSnapshot -Store $state -MaxCount 1
            (Import-RunSnapshot -Store $state -NoRegister).Status | Should -Be 'Completed'
        }
    }

    It 'intervals are read as everywhere' {
        Invoke-InCulture $Culture { (New-SampleRun | Register-RunSnapshotTrigger -Interval 1.5h).Interval | Should -Be ([timespan]::FromMinutes(90)) }
    }
}
