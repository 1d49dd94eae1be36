#Requires -Version 7.4

# The README's table of types: the columns that only a PowerShell can measure. What its cmdlets do is not the same in
# all versions; the table is of 7.6.
Describe 'TypeTable' {
    BeforeAll {
        $folder = Join-Path $PSScriptRoot '../TypeTable'
        . (Join-Path $folder Verdict.ps1)
        $types = . (Join-Path $folder Types.ps1)
    }

    It 'says what ConvertTo-Json and ConvertFrom-Json keep' -Skip:("$($PSVersionTable.PSVersion)" -notlike '7.6.*') {
        $column = Get-TypeColumn $types { param($value) , (ConvertTo-Json -InputObject $value -WarningAction Ignore | ConvertFrom-Json -NoEnumerate) }

        $lines = @($types.Keys | ForEach-Object { "$_`t$($column[$_])" })
        $path = Join-Path $folder ConvertTo-Json.tsv
        if ($env:SNAPSHOTS_WRITE_TYPE_TABLE -eq '1') { Set-Content $path $lines }
        Get-Content $path | Should -Be $lines
    }

    It 'says what Export-Clixml and Import-Clixml keep' -Skip:("$($PSVersionTable.PSVersion)" -notlike '7.6.*') {
        $path = Join-Path $TestDrive values.xml
        $column = Get-TypeColumn $types { param($value) , $value | Export-Clixml $path; , (Import-Clixml $path) }

        $rows = Get-Content (Join-Path $PSScriptRoot '../../README.md')
        foreach ($type in $types.Keys) {
            $row = @($rows | Where-Object { $_.StartsWith("| $type | ") })
            $row | Should -HaveCount 1
            $row[0].Split(' | ')[2] | Should -BeExactly $column[$type] -Because $type
        }
    }
}
