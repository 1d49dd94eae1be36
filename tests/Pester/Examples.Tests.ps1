#Requires -Version 7.4

BeforeDiscovery {
    $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
    $examples = Get-ChildItem (Join-Path (Split-Path $manifest) 'examples') -Filter *.ps1
}

Describe 'Examples' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        # An example that starts a process of its own finds the module by its name there.
        $modulePath = $env:PSModulePath
        $env:PSModulePath = (Split-Path (Split-Path (Resolve-Path $manifest))) + [IO.Path]::PathSeparator + $modulePath
    }

    AfterAll {
        $env:PSModulePath = $modulePath
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    AfterEach {
        Set-RunSnapshotOption -MaxSnapshots 10
    }

    It '<_.BaseName> runs to its end without an error' -ForEach $examples {
        $program = (Get-Process -Id $PID).Path
        $arguments = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll })
        $call = "`$PSStyle.OutputRendering = 'PlainText'; Import-Module '$($manifest.Replace("'", "''"))'; & '$($_.FullName.Replace("'", "''"))'"
        $text = & $program @arguments -NoProfile -NonInteractive -Command $call 2>&1

        $LASTEXITCODE | Should -Be 0 -Because "it printed: $text"
        $text | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        "$text" | Should -Not -BeNullOrEmpty
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
