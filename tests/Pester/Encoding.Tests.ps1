#Requires -Version 7.4

Describe 'Encodings' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        $file = Join-Path $TestDrive snapshot.json
        $run = New-WorkflowRun w good
        Set-WorkflowRun $run -Log 'é 日本 🚀'
        $snapshot = New-RunSnapshot $run
        $json = ConvertTo-RunSnapshotJson $snapshot
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    It 'reads <Name>' -ForEach @(
        @{ Name = 'UTF-8'; Encoding = [Text.UTF8Encoding]::new($false) }
        @{ Name = 'UTF-8 with a byte order mark'; Encoding = [Text.UTF8Encoding]::new($true) }
        @{ Name = 'UTF-16'; Encoding = [Text.UnicodeEncoding]::new($false, $false) }
        @{ Name = 'UTF-16 with a byte order mark'; Encoding = [Text.UnicodeEncoding]::new($false, $true) }
        @{ Name = 'big-endian UTF-16'; Encoding = [Text.UnicodeEncoding]::new($true, $false) }
        @{ Name = 'big-endian UTF-16 with a byte order mark'; Encoding = [Text.UnicodeEncoding]::new($true, $true) }
    ) {
        Set-Content $file $json -Encoding $Encoding -NoNewline
        $again = Import-RunSnapshot $file -NoRegister

        $again.Logs[0].Description | Should -BeExactly 'é 日本 🚀'
        Compare-RunSnapshot $snapshot $again | Should -BeNullOrEmpty
        Test-RunSnapshot -Path $file | Should -BeTrue
    }

    It 'refuses the bytes <Name>, which are not UTF-8, and gives their offset' -ForEach @(
        @{ Name = 'FF'; Invalid = 0xFF }
        @{ Name = 'C0 AF'; Invalid = 0xC0, 0xAF }
        @{ Name = 'ED A0 80'; Invalid = 0xED, 0xA0, 0x80 }
        @{ Name = 'F4 90 80 80'; Invalid = 0xF4, 0x90, 0x80, 0x80 }
    ) {
        $bytes = [Text.Encoding]::UTF8.GetBytes($json)
        $at = [Array]::IndexOf($bytes, [byte]0xC3)
        Set-Content $file ([byte[]]($bytes[0..($at - 1)] + $Invalid + $bytes[$at..($bytes.Length - 1)])) -AsByteStream
        $failed = Assert-SingleError { Import-RunSnapshot $file } 'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidData

        $failed.TargetObject | Should -BeExactly $file
        $failed.Exception.Message | Should -BeLike "*The byte 0x$($Invalid[0].ToString('X2')) is not valid UTF-8.*byte $at)*"
        $violation = Test-RunSnapshot -Path $file -Detailed
        $violation | Should -HaveCount 1
        $violation.Rule | Should -BeExactly 'encoding'
        $violation.ByteOffset | Should -Be $at
        Get-RunSnapshot | Should -BeNullOrEmpty
    }

    It 'refuses an empty file with <Name>' -ForEach @(
        @{ Name = 'no bytes'; Content = @() }
        @{ Name = 'a byte order mark of UTF-8 only'; Content = 0xEF, 0xBB, 0xBF }
        @{ Name = 'a byte order mark of UTF-16 only'; Content = 0xFF, 0xFE }
        @{ Name = 'white space only'; Content = 0x20, 0x0A }
    ) {
        Set-Content $file ([byte[]]$Content) -AsByteStream
        $failed = Assert-SingleError { Import-RunSnapshot $file } 'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidData
        $failed.Exception.Message | Should -BeLike '*The document is empty.*'
    }

    It 'refuses a binary file with <Name>' -ForEach @(
        @{ Name = 'three NULs'; Content = 0, 0, 0 }
        @{ Name = 'braces around a NUL'; Content = 0x7B, 0x00, 0x7D }
        @{ Name = 'the header of a ZIP archive'; Content = 0x50, 0x4B, 0x03, 0x04 }
    ) {
        Set-Content $file ([byte[]]$Content) -AsByteStream
        $null = Assert-SingleError { Import-RunSnapshot $file } 'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidData
    }
}
