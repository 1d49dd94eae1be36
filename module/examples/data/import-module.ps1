<#
.SYNOPSIS
    Imports the Snapshots module that the examples belong to.
.DESCRIPTION
    A module that is already loaded is kept. Otherwise the script imports the module that contains this folder, or, in a
    clone of the repository, the module that the build stages. If neither exists, PowerShell looks the module up by name.
.EXAMPLE
    . (Join-Path $PSScriptRoot data import-module.ps1)

    Imports the module at the beginning of an example. In your own scripts, 'Import-Module Snapshots' is enough.
#>
if (Get-Module Snapshots) { return }

$manifest = '../../Snapshots.psd1', '../../../out/Snapshots/Snapshots.psd1' |
    ForEach-Object { Join-Path $PSScriptRoot $_ } |
    Where-Object { Test-Path -LiteralPath $_ } |
    Select-Object -First 1
Import-Module ($manifest ?? 'Snapshots')
