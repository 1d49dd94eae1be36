#Requires -Version 7.4

# The README's table of types. Run this file with $env:SNAPSHOTS_WRITE_TYPE_TABLE set to 1 to update the table. What
# ConvertTo-Json and Export-Clixml keep differs between versions of PowerShell; the table describes PowerShell 7.6.
Describe 'The table of types in the README' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot TypeTable Verdict.ps1)
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    It 'describes what each command returns' -Skip:($PSVersionTable.PSVersion.Major -ne 7 -or $PSVersionTable.PSVersion.Minor -ne 6) {
        $types = . (Join-Path $PSScriptRoot TypeTable Types.ps1)
        $file = Join-Path $TestDrive value.xml
        $json = Get-TypeColumn $types { param($value) , (ConvertTo-Json -InputObject $value -WarningAction Ignore | ConvertFrom-Json -NoEnumerate) }
        $clixml = Get-TypeColumn $types { param($value) , $value | Export-Clixml $file; , (Import-Clixml $file) }
        $snapshot = Get-TypeColumn $types {
            param($value)
            , (New-RunSnapshot @{ RunId = 'types-1'; WorkflowId = 'w'; Input = $value } | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).Input
        }
        $table = @(
            '| A value | `ConvertTo-Json` | `Export-Clixml` | a snapshot |'
            '|---|---|---|---|'
            foreach ($type in $types.Keys) { "| $type | $($json[$type]) | $($clixml[$type]) | $($snapshot[$type]) |" }
        )

        $readme = Join-Path $PSScriptRoot ../../README.md
        $lines = @(Get-Content $readme)
        $begin = $lines.IndexOf('<!-- types -->')
        $end = $lines.IndexOf('<!-- /types -->')
        $begin | Should -BeGreaterOrEqual 0
        $end | Should -BeGreaterThan $begin
        if ($env:SNAPSHOTS_WRITE_TYPE_TABLE -eq '1') {
            Set-Content $readme ($lines[0..$begin] + $table + $lines[$end..($lines.Count - 1)])
        }
        else {
            $lines[($begin + 1)..($end - 1)] -join "`n" | Should -BeExactly ($table -join "`n")
        }
    }

    It 'has the verdict "<Verdict>" for <Name>' -ForEach @(
        @{ Name = 'an equal value'; Before = @{ a = 1, 2.0 }; After = @{ a = 1, 2.0 }; Verdict = 'kept' }
        @{ Name = 'a value of another type'; Before = 1; After = 1L; Verdict = 'as Int64' }
        @{ Name = 'a decimal with another scale'; Before = 1.0d; After = 1.00d; Verdict = 'changed' }
        @{ Name = 'an item of another type'; Before = @{ a = , 1 }; After = @{ a = , '1' }; Verdict = 'inside: as String' }
        @{ Name = 'a missing entry'; Before = @{ a = 1; b = 2 }; After = @{ a = 1 }; Verdict = 'entries lost' }
        @{ Name = 'a missing item'; Before = @(1, 2); After = @(, 1); Verdict = 'items lost' }
        @{ Name = 'a key of another type'; Before = @{ 1 = 2 }; After = @{ '1' = 2 }; Verdict = 'keys as String' }
        @{ Name = 'null in the place of a value'; Before = 1; After = $null; Verdict = 'lost' }
    ) {
        Get-Verdict $Before $After | Should -BeExactly $Verdict
    }
}
