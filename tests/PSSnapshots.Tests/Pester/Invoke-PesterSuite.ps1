<#
.SYNOPSIS
    Runs a folder of Pester tests and writes one JSON line for each result.
.PARAMETER Pester
    The path of Pester's manifest.
.PARAMETER Path
    The folder of the tests.
.PARAMETER ExceptionPath
    A file with the tests to skip, one per line: file | name of the test | reason.
.PARAMETER ResultPath
    The file to write. Its last line is 'null', which distinguishes a complete run from an interrupted one.
#>
param(
    [Parameter(Mandatory)] [string] $Pester,
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $ResultPath,
    [string] $ExceptionPath
)

# Do not set $ErrorActionPreference, because the tests would inherit it.
Import-Module $Pester -ErrorAction Stop
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
if ($ExceptionPath) {
    # Pester can exclude tests only by their line.
    $configuration.Filter.ExcludeLine = @(
        foreach ($line in Get-Content -LiteralPath $ExceptionPath | Where-Object { $_ -and -not $_.StartsWith('#') }) {
            $file, $name, $reason = $line.Split('|').Trim()
            if (-not $reason) { throw "'$line' in '$ExceptionPath' has no reason." }
            Get-ChildItem $Path -Filter $file -Recurse | Select-String -SimpleMatch "It '$name'" | ForEach-Object { "$($_.Path):$($_.LineNumber)" }
        }
    )
}
$run = Invoke-Pester -Configuration $configuration

function Get-Failure($Item) {
    $Item.ErrorRecord | ForEach-Object {
        [ordered]@{ Message = $_.DisplayErrorMessage ?? "$_"; StackTrace = $_.DisplayStackTrace ?? $_.ScriptStackTrace }
    }
}

# Report failed blocks and files too, because their tests may not have run.
$results = @(
    foreach ($test in $run.Tests | Where-Object { -not ($_.Result -eq 'NotRun' -and $ExceptionPath) }) {
        [ordered]@{
            Name     = $test.ExpandedPath
            File     = $test.ScriptBlock.File
            Line     = $test.StartLine
            Result   = $test.Result
            Failures = @(Get-Failure $test)
        }
    }
    foreach ($item in @($run.FailedContainers) + @($run.FailedBlocks)) {
        $failures = @(Get-Failure $item)
        if (-not $failures) { continue }
        [ordered]@{
            Name     = $item.ExpandedPath ?? "$($item.Item)"
            File     = $item.ScriptBlock.File ?? "$($item.Item)"
            Line     = $item.StartLine ?? 1
            Result   = 'Failed'
            Failures = $failures
        }
    }
)
$results | ForEach-Object { ConvertTo-Json $_ -Depth 4 -Compress } | Set-Content -LiteralPath $ResultPath
Add-Content -LiteralPath $ResultPath -Value 'null'
