#Requires -Version 7.4

BeforeDiscovery {
    $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
    $examples = Get-ChildItem (Join-Path (Split-Path $manifest) 'examples') -Filter *.ps1 | Where-Object Name -NotLike *.Tests.ps1
}

Describe 'Examples' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        # Starts the current PowerShell in an empty folder. If it is a .NET tool, dotnet runs it.
        function Invoke-NewShell {
            $program = (Get-Process -Id $PID).Path
            $arguments = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll })
            Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive (New-Guid)))
            try { & $program @arguments -NoProfile -NonInteractive @args 2>&1 } finally { Pop-Location }
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    AfterEach {
        Set-RunSnapshotOption -MaxSnapshots 10
    }

    It 'has <_>, which the guide of the original shows' -ForEach 'Quickstart', 'Manual', 'Automatic', 'Comparison', 'ErrorRecovery', 'Persistence', 'Batch' {
        Join-Path (Split-Path $manifest) examples "$_.ps1" | Should -Exist
    }

    It '<_.BaseName> runs to its end without an error' -ForEach $examples {
        $text = Invoke-NewShell -File $_.FullName

        $LASTEXITCODE | Should -Be 0 -Because "it printed: $text"
        $text | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        "$text" | Should -Not -BeNullOrEmpty
    }

    It 'DeployState.Tests passes in Pester' {
        $suite = Join-Path (Split-Path $manifest) 'examples/DeployState.Tests.ps1'
        $pester = (Get-Module Pester).Path -replace '\.psm1$', '.psd1'
        $text = Invoke-NewShell -Command "Import-Module '$pester'; `$run = Invoke-Pester '$suite' -Output None -PassThru; `$run.Failed.ErrorRecord; `$run.Result; `$run.PassedCount"

        $LASTEXITCODE | Should -Be 0
        $text | Should -Be 'Passed', '12'
    }

    It 'does what the contract says' {
        $file = Join-Path $TestDrive 'deploy-7.json'
        $csv = Join-Path $TestDrive 'history.csv'

        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7 -InputData @{ env = 'prod' }
        Set-WorkflowRun $run -Status Running
        Set-WorkflowRun $run -StepId build -StepStatus Completed -Output @{ image = 'web:1.4.2' }
        Set-WorkflowRun $run -Context @{ region = 'eu' } -Log 'built'
        $a = New-RunSnapshot $run -Label built
        Set-WorkflowRun $run -StepId build -Output @{ image = 'web:1.4.3' }
        $b = $run | New-RunSnapshot

        Get-RunSnapshot deploy-7 | Where-Object Status -eq Running | Export-Csv $csv
        Import-Csv $csv | Should -HaveCount 2
        (Get-RunSnapshot deploy-* -Latest).Id | Should -Be $b.Id
        (Compare-RunSnapshot $a $b | Where-Object StepId -eq build).Path | Should -Contain '/stepResults/build/output/image'

        Export-RunSnapshot -Snapshot $b -Path $file; $s = Import-RunSnapshot $file
        Compare-RunSnapshot $b $s | Should -BeNullOrEmpty
        $json = $b | ConvertTo-RunSnapshotJson -Compress
        ($json | ConvertFrom-RunSnapshotJson).Id | Should -Be $b.Id

        Set-WorkflowRun $run -Status Failed
        Restore-RunSnapshot -Snapshot $s -Run $run
        $run.Status | Should -Be 'Running'
        Test-RunSnapshot $s | Should -BeTrue
        Test-RunSnapshot -Path $file -Detailed | Should -BeNullOrEmpty

        $s.StepResults['build'].Output.image | Should -Be 'web:1.4.3'
        $s.Logs[0].Timestamp | Should -BeOfType DateTimeOffset
        $s.ExecutionContext.region | Should -Be 'eu'

        Set-RunSnapshotOption -MaxSnapshots 5
        (Get-RunSnapshotOption).MaxSnapshots | Should -Be 5
        Clear-RunSnapshot deploy-7
        Get-RunSnapshot | Should -BeNullOrEmpty
        Clear-RunSnapshot -All
    }
}
