#Requires -Version 7.4

BeforeDiscovery {
    $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
    $commands = (Import-PowerShellDataFile $manifest).CmdletsToExport
}

Describe 'Conventions' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    Context '<_>' -ForEach $commands {
        BeforeAll {
            $command = Get-Command $_ -Module Snapshots
            $common = [System.Management.Automation.Cmdlet]::CommonParameters
            $own = $command.Parameters.Values | Where-Object Name -NotIn $common
            $help = Get-Help $_ -Full
        }

        It 'has an approved verb' {
            (Get-Verb).Verb | Should -Contain $command.Verb
        }

        It 'says what it emits' {
            $command.OutputType | Should -Not -BeNullOrEmpty
        }

        It 'offers -WhatIf and -Confirm where it changes something' {
            $changes = $command.Verb -in 'Set', 'Restore', 'Undo', 'Export', 'Remove', 'Clear', 'Register', 'Unregister'
            if ($changes) { $command.Parameters.Keys | Should -Contain 'WhatIf' }
            if ($command.Verb -in 'Get', 'Compare', 'Test', 'ConvertTo', 'ConvertFrom') { $command.Parameters.Keys | Should -Not -Contain 'WhatIf' }
        }

        It 'has -LiteralPath, with its aliases, beside -Path' {
            # The -Path of the other two is a place in a state.
            if ($command.Parameters.ContainsKey('Path') -and $command.Verb -notin 'Find', 'Compare') {
                $command.Parameters['LiteralPath'].Aliases | Should -Be 'PSPath', 'LP'
            }
        }

        It 'has parameters in PascalCase' {
            $own.Name | Should -MatchExactly '^[A-Z][A-Za-z]+$'
        }

        It 'has help for itself and each parameter' {
            $help.Synopsis.Trim() | Should -Match '\.$'
            $help.Synopsis | Should -Not -Match '\[-'
            $help.description | Should -Not -BeNullOrEmpty
            @($help.examples.example).Count | Should -BeGreaterOrEqual 2
            $help.parameters.parameter.name | Sort-Object | Should -Be ($own.Name | Sort-Object)
            foreach ($parameter in $help.parameters.parameter) { $parameter.description.Text | Should -Not -BeNullOrEmpty }
        }
    }

    It 'exports exactly the commands of the manifest, and all are cmdlets' {
        $module = Get-Module Snapshots
        $module.ExportedCommands.Count | Should -Be 22
        $module.ExportedCmdlets.Count | Should -Be 21
    }

    It 'has a manifest that is valid' {
        (Test-ModuleManifest $manifest).Version | Should -Be (Get-Module Snapshots).Version
    }

    It 'ships no assembly of the runtime or of others' {
        (Get-ChildItem (Split-Path $manifest) -Filter *.dll).Name | Sort-Object | Should -Be 'PSSnapshots.Core.dll', 'PSSnapshots.dll'
    }

    It 'has types that scripts can name' {
        [PSSnapshots.Snapshot], [PSSnapshots.WorkflowRun], [PSSnapshots.SnapshotManager] | Should -Not -BeNullOrEmpty
    }

    It 'has an about topic' {
        Get-Help about_Snapshots | Out-String | Should -Match 'HOW TYPES ARE KEPT'
    }
}
