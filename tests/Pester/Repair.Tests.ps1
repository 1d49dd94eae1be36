#Requires -Version 7.4

Describe 'Repair-RunSnapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        $class = 'PSSnapshots.Commands.RepairRunSnapshotCommand'

        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        Set-WorkflowRun $run -StepId build -Output 1 -Status Running
        Set-WorkflowRun $run -StepId push -Output 'é'
        $snapshot = New-RunSnapshot $run -Manager (New-RunSnapshotManager)
        $json = $snapshot | ConvertTo-RunSnapshotJson
        $truncated = $json.Substring(0, $json.IndexOf('"push"') + 20)
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    It 'recovers what is complete in truncated text, and lists what is lost' {
        $repair = $truncated | Repair-RunSnapshot

        $repair.StepCount | Should -Be 1
        $repair.Status | Should -Be 'Running'
        $repair.Snapshot.StepResults.Keys | Should -BeExactly 'build'
        Test-RunSnapshot $repair.Snapshot | Should -BeTrue
        $repair.Lost[0].Path | Should -BeExactly '/stepResults/push'
        $repair.Lost.Path | Should -Contain '/logs'
        $repair.LostCount | Should -Be $repair.Lost.Count
    }

    It 'recovers all steps if the text ends after them' {
        $repair = $json.Substring(0, $json.IndexOf('"executionPath"')) | Repair-RunSnapshot
        $repair.StepCount | Should -Be 2
        $repair.Lost.Path | Should -Not -Contain '/stepResults/push'
    }

    It 'loses nothing of a complete document' {
        $repair = $json | Repair-RunSnapshot
        $repair.LostCount | Should -Be 0
        Compare-RunSnapshot $snapshot $repair.Snapshot | Should -BeNullOrEmpty
    }

    Context 'files' {
        BeforeAll {
            $folder = (New-Item -ItemType Directory (Join-Path $TestDrive files)).FullName
            Push-Location $folder
            $truncated | Set-Content -LiteralPath 'cut[1].json', cut2.json
            $plain = Join-Path $folder cut2.json
            $bracketed = Join-Path $folder 'cut[1].json'
        }

        AfterAll {
            Pop-Location
        }

        It 'are found by a wildcard' {
            Repair-RunSnapshot *.json | ForEach-Object Path | Sort-Object | Should -BeExactly ($plain, $bracketed | Sort-Object)
        }

        It 'are found by a literal path' {
            $repair = Repair-RunSnapshot -LiteralPath 'cut[1].json'
            $repair.StepCount | Should -Be 1
            $repair.Path | Should -BeExactly $bracketed
        }

        It 'are taken from Get-ChildItem' {
            Get-Item -LiteralPath 'cut[1].json' | Repair-RunSnapshot | ForEach-Object Path | Should -BeExactly $bracketed
        }

        It 'are not changed' {
            $null = Repair-RunSnapshot $plain
            (Get-Content -LiteralPath $plain -Raw) | Should -BeExactly ($truncated + [Environment]::NewLine)
        }
    }

    It 'emits a snapshot that can be exported and restored, and is not in the history' {
        $repair = $truncated | Repair-RunSnapshot
        Export-RunSnapshot -Snapshot $repair.Snapshot -Path TestDrive:/saved.json

        Test-RunSnapshot -Path TestDrive:/saved.json | Should -BeTrue
        (Restore-RunSnapshot $repair.Snapshot).StepResults.Count | Should -Be 1
        Get-RunSnapshot | Should -BeNullOrEmpty
    }

    It 'uses -RunId and -WorkflowId only for IDs that are lost' {
        $repair = '{"status":"FAILED","stepResults":{' | Repair-RunSnapshot -RunId r -WorkflowId w
        "$($repair.RunId) $($repair.WorkflowId)" | Should -BeExactly 'r w'

        $repair = '{"workflowId":"x","status":"FAILED",' | Repair-RunSnapshot -RunId r -WorkflowId w
        "$($repair.RunId) $($repair.WorkflowId)" | Should -BeExactly 'r x'
    }

    It 'reports text that has nothing of a snapshot, and repairs the others' {
        $null = Assert-SingleError { 'nothing', $json | Repair-RunSnapshot | ForEach-Object LostCount } "NotRepairable,$class" InvalidData -Output 0
    }

    It 'reports a lost run ID, and names the parameter that specifies it' {
        '{"workflowId":"w","status":"FAILED",' | Set-Content TestDrive:/head.json
        $failed = Assert-SingleError { Repair-RunSnapshot TestDrive:/head.json } "RequiredFieldLost,$class" InvalidData

        $failed.Exception.Message | Should -BeLike '*-RunId*'
        $failed.TargetObject | Should -BeExactly (Join-Path $TestDrive head.json)
    }
}
