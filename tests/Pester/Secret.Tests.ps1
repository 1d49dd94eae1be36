#Requires -Version 7.4

BeforeDiscovery {
    # Every way to put a value into a snapshot, with the path of the value in the snapshot.
    $entrances = @(
        @{ Name = 'the input of a new run'; Script = { New-WorkflowRun w secret-1 -InputData @{ a = $value } }; Path = '/input/a'; Command = 'NewWorkflowRun' }
        @{ Name = 'the graph of a new run'; Script = { New-WorkflowRun w secret-1 -ExecutionGraph @{ a = $value } }; Path = '/executionGraph/0/a'; Command = 'NewWorkflowRun' }
        @{ Name = 'the input'; Script = { Set-WorkflowRun $run -InputData $value }; Path = '/input'; Command = 'SetWorkflowRun' }
        @{ Name = 'an array in the result'; Script = { Set-WorkflowRun $run -Result @{ list = @(1, $value) } }; Path = '/result/list/1'; Command = 'SetWorkflowRun' }
        @{ Name = 'the context'; Script = { Set-WorkflowRun $run -Context @{ 'a/b' = $value } }; Path = '/executionContext/a~1b'; Command = 'SetWorkflowRun' }
        @{ Name = 'the output of a step'; Script = { Set-WorkflowRun $run -StepId s -Output ([pscustomobject]@{ a = $value }) }; Path = '/stepResults/s/output/a'; Command = 'SetWorkflowRun' }
        @{ Name = 'the metadata of a log entry'; Script = { Set-WorkflowRun $run -Log x -LogMetadata @{ a = $value } }; Path = '/logs/-/metadata/a'; Command = 'SetWorkflowRun' }
        @{ Name = 'a hashtable that is captured'; Script = { New-RunSnapshot @{ RunId = 'secret-1'; WorkflowId = 'w'; Result = $value } }; Path = '/result'; Command = 'NewRunSnapshot' }
    )
}

Describe 'Secrets and live objects' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        $secure = ConvertTo-SecureString 'hunter2' -AsPlainText -Force
        $credential = [pscredential]::new('anna', $secure)
        $secrets = @{ SecureString = $secure; PSCredential = $credential; NetworkCredential = $credential.GetNetworkCredential() }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun w secret-1
    }

    Context 'A <Type>' -ForEach @(
        @{ Type = 'SecureString'; Marker = '{"kind":"SecureString"}' }
        @{ Type = 'PSCredential'; Marker = '{"kind":"Credential","userName":"anna"}' }
        @{ Type = 'NetworkCredential'; Marker = '{"kind":"Credential","userName":"anna"}' }
    ) {
        It 'becomes a marker in <Name>' -ForEach $entrances {
            $value = $secrets[$Type]
            $made = & $Script
            if (-not (Get-RunSnapshot)) { $null = New-RunSnapshot ($made ?? $run) }
            $json = Get-RunSnapshot | ConvertTo-RunSnapshotJson -Compress

            $json | Should -HaveCount 1
            $json.Contains('hunter2') | Should -BeFalse
            $json.Contains($Marker) | Should -BeTrue
            $json.Contains(':"secret"') | Should -BeTrue
        }
    }

    It 'returns the marker after an import' {
        Set-WorkflowRun $run -StepId s -Output @{ login = $credential; key = $secure }
        $snapshot = New-RunSnapshot $run
        $output = ($snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).StepResults['s'].Output

        $output.login | Should -BeOfType PSSnapshots.SecretMarker
        $output.login.Kind | Should -Be Credential
        $output.login.UserName | Should -BeExactly 'anna'
        "$($output.login)" | Should -BeExactly '(a secret: Credential of anna)'
        $output.key | Should -BeOfType PSSnapshots.SecretMarker
        $output.key.Kind | Should -Be SecureString
        $output.key.UserName | Should -BeNullOrEmpty
    }

    It 'keeps a marker as an equal marker' {
        Set-WorkflowRun $run -StepId s -Output @{ login = $credential }
        $snapshot = New-RunSnapshot $run
        Set-WorkflowRun $run -StepId s -Output ($snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).StepResults['s'].Output

        $run.StepResults['s'].Output.login | Should -Be $snapshot.StepResults['s'].Output.login
    }

    It 'replaces a secret in a property of any object' {
        $info = [System.Text.StringBuilder]::new('x') | Add-Member Password $secure -PassThru
        Set-WorkflowRun $run -InputData $info
        (New-RunSnapshot $run).Input.Password.Kind | Should -Be SecureString
    }

    Context 'A script block' {
        It 'is refused in <Name>, with its path, and nothing changes' -ForEach $entrances {
            $value = { 'block' }
            $before = $run.Store.State
            $failed = Assert-SingleError $Script "UnsupportedValue,PSSnapshots.Commands.$($Command)Command" InvalidType

            $failed.Exception.Message | Should -BeLike "The value at '$Path' is a *"
            [object]::ReferenceEquals($before, $run.Store.State) | Should -BeTrue
            Get-RunSnapshot | Should -BeNullOrEmpty
        }
    }
}
