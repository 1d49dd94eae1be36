#Requires -Version 7.4

Describe 'A pipeline that ends early' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        $source = New-RunSnapshotManager
        $run = New-WorkflowRun deploy deploy-7
        $snapshots = 1..5 | ForEach-Object { Set-WorkflowRun $run -Log "$_"; New-RunSnapshot $run -Manager $source }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
    }

    It 'gets two objects from <Command> with Select-Object -First 2' -ForEach @(
        @{ Command = 'Get-RunSnapshot'; Script = { Get-RunSnapshot deploy-7 -Manager $source } }
        @{ Command = 'New-RunSnapshot'; Script = { $run, $run, $run | New-RunSnapshot } }
        @{ Command = 'Restore-RunSnapshot'; Script = { $snapshots | Restore-RunSnapshot } }
        @{ Command = 'Compare-RunSnapshot'; Script = { $snapshots | Compare-RunSnapshot } }
        @{ Command = 'ConvertFrom-RunSnapshotJson'; Script = { $snapshots | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson } }
        @{ Command = 'Test-RunSnapshot'; Script = { $snapshots | Test-RunSnapshot } }
    ) {
        & $Script | Select-Object -First 2 | Should -HaveCount 2
    }

    It 'captures no more runs than the pipeline takes' {
        $runs = 1..50 | ForEach-Object { New-WorkflowRun w "early-$_" }
        $runs | New-RunSnapshot | Select-Object -First 3 | Should -HaveCount 3

        (Get-RunSnapshot).RunId | Should -BeExactly 'early-1', 'early-2', 'early-3'
    }

    It 'exports no more files than the pipeline takes' {
        $snapshots | Export-RunSnapshot $folder -PassThru | Select-Object -First 2 | Should -HaveCount 2

        (Get-ChildItem $folder -Force).Name | Should -BeExactly 'deploy-7-1.json', 'deploy-7-2.json'
        Test-RunSnapshot -Path $folder/*.json | Should -Be $true, $true
    }

    It 'leaves only complete files after an error later in the pipeline' {
        { $snapshots | Export-RunSnapshot $folder -PassThru | ForEach-Object { if ($_.Name -eq 'deploy-7-3.json') { throw 'enough' } } } | Should -Throw 'enough'

        Get-ChildItem $folder -Force | Should -HaveCount 3
        Test-RunSnapshot -Path $folder/*.json | Should -Be $true, $true, $true
    }
}
