#Requires -Version 7.4

Describe 'The module' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        $folder = Split-Path (Resolve-Path $manifest)
        $tested = Test-ModuleManifest $manifest
        $format = [xml](Get-Content $folder/Snapshots.Format.ps1xml -Raw)
    }

    It 'has a valid manifest' {
        $tested.Name | Should -BeExactly 'Snapshots'
        Split-Path $tested.RootModule -Leaf | Should -BeExactly 'PSSnapshots.dll'
        "$($tested.PowerShellVersion)" | Should -Be '7.4'
        $tested.CompatiblePSEditions | Should -Be 'Core'
        $tested.Guid | Should -Not -Be ([guid]::Empty)
        $tested.ExportedFunctions.Count | Should -Be 0
        $tested.ExportedAliases.Keys | Sort-Object | Should -Be 'Branch', 'ForEachItem', 'InParallel', 'Loop', 'Otherwise', 'Step', 'SubWorkflow', 'When'
        $tested.ExportedVariables.Count | Should -Be 0
    }

    It 'has assemblies with the version of the manifest' {
        (Get-Module Snapshots).Version | Should -Be $tested.Version
        foreach ($type in (Get-Command New-RunSnapshot).ImplementingType, [PSSnapshots.Snapshot]) {
            $type.Assembly.GetName().Version.ToString(3) | Should -Be "$($tested.Version)"
        }
    }

    It 'has no script module, and no script or nested module to load on import' {
        Get-ChildItem $folder -Filter *.psm1 -Recurse | Should -BeNullOrEmpty
        $tested.Scripts | Should -BeNullOrEmpty
        $tested.NestedModules | Should -BeNullOrEmpty
    }

    It 'has types that scripts can name' {
        [PSSnapshots.Snapshot], [PSSnapshots.WorkflowRun], [PSSnapshots.SnapshotManager] | Should -HaveCount 3
    }

    It 'has a view for every type that it emits' {
        $emitted = (Get-Command -Module Snapshots).OutputType.Type | Where-Object Namespace -EQ PSSnapshots | ForEach-Object FullName
        $views = $format.SelectNodes('//ViewSelectedBy/TypeName').InnerText

        $emitted | Should -Not -BeNullOrEmpty
        @($emitted) + 'PSSnapshots.StepResult' + 'PSSnapshots.RunLog' + 'PSSnapshots.WorkflowEvent' | Where-Object { $_ -cnotin $views } | Should -BeNullOrEmpty
    }

    It 'has views only of types and properties that exist' {
        foreach ($view in $format.SelectNodes('//View')) {
            # A summary is an object that only has the name of a type.
            foreach ($name in @($view.SelectNodes('.//TypeName').InnerText) -ne 'PSSnapshots.ComparisonSummary') {
                $type = $name -as [type]
                $type | Should -Not -BeNullOrEmpty -Because $name
                $view.SelectNodes('.//PropertyName').InnerText | Where-Object { $_ -and -not $type.GetProperty($_) } | Should -BeNullOrEmpty -Because $name
            }
        }
    }
}
