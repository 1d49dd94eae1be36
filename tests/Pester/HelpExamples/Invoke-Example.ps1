<#
.SYNOPSIS
    Runs examples of the help one after the other, and prints what each of them shows between two marks.
.PARAMETER Manifest
    The manifest of the module.
.PARAMETER Path
    A JSON file with the examples: Cmdlet, Number and Code of each.
.PARAMETER Folder
    The folder in which each example gets an empty folder as its location.
#>
param(
    [Parameter(Mandatory)] [string] $Manifest,
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Folder
)

$PSStyle.OutputRendering = 'PlainText'
$ProgressPreference = 'SilentlyContinue'
[cultureinfo]::CurrentCulture = 'en-US'
Import-Module $Manifest
. (Join-Path $PSScriptRoot Initialize-Example.ps1)

# An error and a warning as a console shows those of a line that was typed.
filter Show-Record {
    if ($_ -is [System.Management.Automation.ErrorRecord]) { "$($_.InvocationInfo.MyCommand.Name ?? 'Error'): $_" }
    elseif ($_ -is [System.Management.Automation.WarningRecord]) { "WARNING: $_" }
    else { $_ }
}

foreach ($example in Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json) {
    Clear-RunSnapshot -All
    Set-RunSnapshotOption -MaxSnapshots 10
    Get-RunSnapshotTrigger | Unregister-RunSnapshotTrigger
    $location = New-Item -ItemType Directory -Path (Join-Path $Folder "$($example.Cmdlet)-$($example.Number)")
    Set-Location -LiteralPath $location

    [Console]::Out.WriteLine('<<<example>>>')
    & {
        . Initialize-Example $example.Cmdlet $example.Number
        . ([scriptblock]::Create($example.Code)) 2>&1 3>&1 | Show-Record
    } | Out-String -Stream -Width 100 | ForEach-Object { [Console]::Out.WriteLine(($_.Replace($location.FullName, "/home/user/work") -replace "\e\[[0-9;]*m").TrimEnd()) }
    [Console]::Out.WriteLine('<<<end>>>')
}
