#Requires -Version 7.4

Describe 'Package' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        $folder = (Get-Module Snapshots).ModuleBase
    }

    It 'consists of these files' {
        $root = Join-Path $PSScriptRoot ../..
        $expected = @(
            'CHANGELOG.md', 'LICENSE', 'Snapshots.psd1'
            'PSSnapshots.Core.dll', 'PSSnapshots.Core.pdb', 'PSSnapshots.dll', 'PSSnapshots.pdb'
            'en-US/about_Snapshots.help.txt', 'en-US/PSSnapshots.dll-Help.xml'
            # The folder module/ ships unchanged.
            Get-ChildItem (Join-Path $root module) -File -Recurse | ForEach-Object { [IO.Path]::GetRelativePath((Convert-Path (Join-Path $root module)), $_.FullName) }
        ) | ForEach-Object { $_.Replace('\', '/') } | Sort-Object

        $actual = Get-ChildItem $folder -File -Recurse | ForEach-Object { [IO.Path]::GetRelativePath($folder, $_.FullName).Replace('\', '/') } | Sort-Object
        $actual | Should -Be $expected
    }

    It 'ships no assembly but its own' {
        (Get-ChildItem $folder -Filter *.dll -Recurse).Name | Sort-Object | Should -Be 'PSSnapshots.Core.dll', 'PSSnapshots.dll'
    }

    It 'is compiled for .NET 8 and the API of PowerShell 5.1, so that it loads in every PowerShell from 7.4 on' -ForEach 'PSSnapshots.dll', 'PSSnapshots.Core.dll' {
        $assembly = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object Location -eq (Join-Path $folder $_)
        $target = $assembly.GetCustomAttributes([Runtime.Versioning.TargetFrameworkAttribute], $false)
        $target.FrameworkName | Should -Be '.NETCoreApp,Version=v8.0'
        foreach ($reference in $assembly.GetReferencedAssemblies()) {
            $reference.Name | Should -Match '^(System\..+|netstandard|PSSnapshots\.Core)$'
            $limit = if ($reference.Name -eq 'System.Management.Automation') { '3.0' } else { '8.0' }
            $reference.Version | Should -BeLessOrEqual ([version]"$limit.65535")
        }
    }
}
