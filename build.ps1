<#
.SYNOPSIS
    Builds, tests and packages the module. MSBuild does the work.
.DESCRIPTION
    Runs in any PowerShell 7. Without one, restore the .NET tool: 'dotnet tool restore', then 'dotnet pwsh build.ps1'.
.PARAMETER Task
    Build    the solution, and the module in out/Snapshots
    Test     all tests
    Help     rewrites the syntax and the parameter blocks of the help pages in docs/en-US, and makes the help of them
    Demo     the quick start
    Bench    the quick benchmarks
    Package  out/Snapshots-<version>.zip
.PARAMETER Configuration
    Debug or Release.
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    dotnet pwsh build.ps1 -Task Package
#>
param(
    [ValidateSet('Build', 'Test', 'Help', 'Demo', 'Bench', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)
$ErrorActionPreference = 'Stop'

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE) { throw "'dotnet $args' exited with $LASTEXITCODE." }
}

switch ($Task) {
    'Build' { Invoke-Dotnet build "$PSScriptRoot/PSSnapshots.sln" -c $Configuration }
    'Test' { Invoke-Dotnet test "$PSScriptRoot/PSSnapshots.sln" -c $Configuration }
    'Help' { Invoke-Dotnet build "$PSScriptRoot/src/PSSnapshots" -c $Configuration '-p:UpdateHelp=true' }
    'Demo' { Invoke-Dotnet run --project "$PSScriptRoot/src/PSSnapshots.Shell" -c $Configuration -- "$PSScriptRoot/module/examples/Quickstart.ps1" }
    'Bench' { Invoke-Dotnet run --project "$PSScriptRoot/tests/PSSnapshots.Benchmarks" -c Release -- --quick }
    'Package' {
        Invoke-Dotnet build "$PSScriptRoot/src/PSSnapshots/PSSnapshots.csproj" -c $Configuration
        $version = (Import-PowerShellDataFile "$PSScriptRoot/Snapshots.psd1").ModuleVersion
        Compress-Archive -Path "$PSScriptRoot/out/Snapshots" -DestinationPath "$PSScriptRoot/out/Snapshots-$version.zip" -Force -PassThru
    }
}
