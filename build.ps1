<#
.SYNOPSIS
    A front for the build, for those who have a PowerShell; MSBuild does the work.
.PARAMETER Task
    Build    the solution, and with it the module in out/Snapshots
    Test     the tests that need the .NET SDK alone
    Demo     the quick start
    Bench    the quick benchmarks
    Package  out/Snapshots-<version>.zip
.PARAMETER Configuration
    Debug or Release.
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    dotnet run --project src/PSSnapshots.Shell -- build.ps1 -Task Package
#>
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Bench', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)
$ErrorActionPreference = 'Stop'

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE) { throw "dotnet $args ended with $LASTEXITCODE." }
}

$root = $PSScriptRoot
switch ($Task) {
    'Build' { Invoke-Dotnet build "$root/PSSnapshots.sln" -c $Configuration }
    'Test' { Invoke-Dotnet test "$root/PSSnapshots.sln" -c $Configuration }
    'Demo' { Invoke-Dotnet run --project "$root/src/PSSnapshots.Shell" -c $Configuration -- "$root/module/examples/Quickstart.ps1" }
    'Bench' { Invoke-Dotnet run --project "$root/tests/PSSnapshots.Benchmarks" -c Release -- --quick }
    'Package' {
        Invoke-Dotnet build "$root/src/PSSnapshots/PSSnapshots.csproj" -c $Configuration
        $version = [regex]::Match([IO.File]::ReadAllText("$root/Snapshots.psd1"), "ModuleVersion\s*=\s*'([^']+)'").Groups[1].Value
        $package = "$root/out/Snapshots-$version.zip"
        [IO.File]::Delete($package)
        [IO.Compression.ZipFile]::CreateFromDirectory("$root/out/Snapshots", $package, 'Optimal', $true)
        $package
    }
}
