#Requires -Version 7.4

Describe 'Files that are compressed with gzip' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        Clear-RunSnapshot -All
        $run = New-WorkflowRun deploy deploy-7
        Set-WorkflowRun $run -Status Running -StepId build -Output ('x' * 100000)
        $snapshot = New-RunSnapshot $run
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive files)).FullName
        $plain, $packed = 'a.json', 'a.json.gz' | ForEach-Object { Join-Path $folder $_ }
        $snapshot | Export-RunSnapshot $plain
        $snapshot | Export-RunSnapshot $packed

        function Expand-Text($path) {
            $reader = [IO.StreamReader]::new([IO.Compression.GZipStream]::new([IO.File]::OpenRead($path), [IO.Compression.CompressionMode]::Decompress))
            try { $reader.ReadToEnd() } finally { $reader.Dispose() }
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    It 'compresses an export whose name ends with .gz' {
        Expand-Text $packed | Should -BeExactly (Get-Content $plain -Raw)
        (Get-Item $packed).Length | Should -BeGreaterThan 0
        (Get-Item $packed).Length | Should -BeLessThan 2000
    }

    It 'omits white space with -Compress' {
        $small = Join-Path $TestDrive small.json.gz
        $snapshot | Export-RunSnapshot $small -Compress

        Expand-Text $small | Should -BeExactly (ConvertTo-RunSnapshotJson $snapshot -Compress)
    }

    It 'imports and tests a compressed file whatever its name is' {
        $renamed = Join-Path $TestDrive renamed.json
        Copy-Item $packed $renamed
        Test-RunSnapshot -Path $renamed | Should -BeTrue
        $again = Import-RunSnapshot $renamed

        $again.Id | Should -BeExactly $snapshot.Id
        Compare-RunSnapshot $snapshot $again | Should -BeNullOrEmpty
    }

    It 'does not read more than -MaxBytes of <_>' -ForEach 'a.json', 'a.json.gz' {
        $file = Join-Path $folder $_
        $failed = Assert-SingleError { Import-RunSnapshot $file -MaxBytes 50KB } 'FileTooLarge,PSSnapshots.Commands.ImportRunSnapshotCommand' LimitsExceeded

        $failed.TargetObject | Should -BeExactly $file
        $failed.Exception.Message | Should -BeLike '*51200*'
        (Import-RunSnapshot $file -MaxBytes 1MB).Id | Should -BeExactly $snapshot.Id
    }

    It 'does not test a file that is larger than -MaxBytes' {
        $null = Assert-SingleError { Test-RunSnapshot -Path $plain -MaxBytes 1 } 'FileTooLarge,PSSnapshots.Commands.TestRunSnapshotCommand' LimitsExceeded
    }

    It 'reports a damaged file, and imports the others' {
        $bytes = [byte[]](Get-Content $packed -AsByteStream -Raw)
        $bytes[-6] = $bytes[-6] -bxor 1
        $damaged = Join-Path $TestDrive damaged.json.gz
        Set-Content $damaged $bytes -AsByteStream

        $null = Assert-SingleError { (Import-RunSnapshot $damaged, $plain).Sequence } 'InvalidCompressedFile,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidData -Output 1
    }

    It 'reports that a file was cut' {
        $bytes = [byte[]](Get-Content $packed -AsByteStream -Raw)
        $cut = Join-Path $TestDrive cut.json.gz
        Set-Content $cut $bytes[0..($bytes.Length / 2)] -AsByteStream
        $failed = Assert-SingleError { Import-RunSnapshot $cut } 'InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand' InvalidData

        $failed.Exception.Message | Should -BeLike '*It may be truncated*'
    }
}
