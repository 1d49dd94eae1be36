#Requires -Version 7.4

Describe 'Cmdlet conventions' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        $cmdlets = Get-Command -Module Snapshots
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        $parameters = foreach ($cmdlet in $cmdlets) {
            foreach ($parameter in $cmdlet.Parameters.Values | Where-Object Name -NotIn $common) {
                [pscustomobject]@{ Cmdlet = $cmdlet; Parameter = $parameter; Name = $parameter.Name; FullName = "$cmdlet -$($parameter.Name)" }
            }
        }
    }

    It 'The module exports exactly the commands of its manifest, all of them cmdlets and their aliases' {
        $module = Get-Module Snapshots
        $named = Import-PowerShellDataFile $manifest

        $module.ExportedCommands.Keys | Sort-Object | Should -BeExactly ($named.CmdletsToExport + $named.AliasesToExport | Sort-Object)
        $module.ExportedCmdlets.Keys | Sort-Object | Should -BeExactly ($named.CmdletsToExport | Sort-Object)
        $module.ExportedAliases.Values.Definition | Where-Object { $_ -cnotin $named.CmdletsToExport } | Should -BeNullOrEmpty
    }

    It 'The module exports every cmdlet class of its assembly' {
        $classes = foreach ($type in $cmdlets[0].ImplementingType.Assembly.GetExportedTypes()) {
            $type.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        }

        $cmdlets.Name | Sort-Object | Should -BeExactly ($classes | Sort-Object)
    }

    It 'Cmdlet classes are named after their cmdlets and are sealed' {
        foreach ($cmdlet in $cmdlets) {
            $cmdlet.ImplementingType.Name | Should -BeExactly ($cmdlet.Name.Replace('-', '') + 'Command')
            $cmdlet.ImplementingType.IsSealed | Should -BeTrue -Because $cmdlet
        }
    }

    It 'Verbs are approved' {
        $cmdlets.Verb | Where-Object { $_ -cnotin (Get-Verb).Verb } | Should -BeNullOrEmpty
    }

    It 'Nouns are singular and in PascalCase' {
        $cmdlets.Noun | Should -MatchExactly '^[A-Z][A-Za-z]*[^s]$'
    }

    It 'Cmdlets declare their output types' {
        $cmdlets | Where-Object { -not $_.OutputType } | Should -BeNullOrEmpty
    }

    It 'Parameters are in PascalCase' {
        $parameters.Name | Should -MatchExactly '^[A-Z][a-z]+([A-Z][a-z]+)*$'
    }

    It 'Parameters are singular' {
        $exceptions = 'As', 'Attempts', 'Compress', 'PassThru', 'MaxBytes', 'MaxIterations', 'MaxSnapshots', 'Status', 'StepStatus'

        $parameters | Where-Object { $_.Name -clike '*s' -and $_.Name -notin $exceptions } | ForEach-Object FullName | Should -BeNullOrEmpty
    }

    It 'Parameters of one name have one type, or arrays of it' {
        # The ID of a trigger is a number.
        $exceptions = 'Id', 'InputObject', 'Run', 'Snapshot'
        foreach ($group in $parameters | Where-Object Name -NotIn $exceptions | Group-Object Name) {
            $types = foreach ($type in $group.Group.Parameter.ParameterType) {
                $type = [Nullable]::GetUnderlyingType($type) ?? $type
                ($type.IsArray ? $type.GetElementType() : $type).FullName
            }
            $types | Select-Object -Unique | Should -HaveCount 1 -Because "-$($group.Name) has the types $types"
        }
    }

    It 'Switches are not positional, and are mandatory only to select a parameter set' {
        foreach ($item in $parameters | Where-Object { $_.Parameter.SwitchParameter }) {
            foreach ($set in $item.Parameter.ParameterSets.GetEnumerator()) {
                $set.Value.Position | Should -BeLessThan 0 -Because $item.FullName
                if ($set.Value.IsMandatory) {
                    $set.Key | Should -Not -Be ([System.Management.Automation.ParameterAttribute]::AllParameterSets) -Because $item.FullName
                }
            }
        }
    }

    It 'Cmdlets with several parameter sets have a default one' {
        $cmdlets | Where-Object { $_.ParameterSets.Count -gt 1 -and $_.ParameterSets.IsDefault -notcontains $true } | Should -BeNullOrEmpty
    }

    It 'Cmdlets that read or write files have -LiteralPath, with its aliases, beside -Path' {
        # The -Path of these two is a place in a state.
        $withFiles = $cmdlets | Where-Object { $_.Parameters.ContainsKey('Path') -and $_.Name -notin 'Find-RunSnapshot', 'Compare-RunSnapshot' }

        $withFiles.Name | Sort-Object | Should -Be 'Export-RunSnapshot', 'Import-RunSnapshot', 'Repair-RunSnapshot', 'Test-RunSnapshot'
        foreach ($cmdlet in $withFiles) {
            $literal = $cmdlet.Parameters['LiteralPath']
            $literal.Aliases | Sort-Object | Should -Be 'LP', 'PSPath' -Because $cmdlet
            $literal.ParameterSets.Keys | Where-Object { $_ -in $cmdlet.Parameters['Path'].ParameterSets.Keys } | Should -BeNullOrEmpty -Because $cmdlet
        }
    }

    It 'Cmdlets that change something have -WhatIf and -Confirm, and those that only read have not' {
        foreach ($cmdlet in $cmdlets) {
            if ($cmdlet.Verb -in 'Set', 'Restore', 'Undo', 'Export', 'Remove', 'Clear', 'Register', 'Unregister' -or $cmdlet.Name -eq 'New-RunSnapshot') {
                $cmdlet.Parameters.Keys | Should -Contain 'WhatIf' -Because $cmdlet
                $cmdlet.Parameters.Keys | Should -Contain 'Confirm' -Because $cmdlet
            }
            if ($cmdlet.Verb -in 'Get', 'Test', 'Compare', 'ConvertTo', 'ConvertFrom') { $cmdlet.Parameters.Keys | Should -Not -Contain 'WhatIf' -Because $cmdlet }
        }
    }

    It 'Run IDs are completed, except for new runs' {
        $withRunIds = $parameters | Where-Object { $_.Name -eq 'RunId' -and $_.Cmdlet.Name -ne 'New-WorkflowRun' }

        $withRunIds | Should -Not -BeNullOrEmpty
        foreach ($item in $withRunIds) {
            $item.Parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentCompleterAttribute] } | Should -Not -BeNullOrEmpty -Because $item.FullName
        }
    }
}
