# The examples of the help pages: how they are read, run and compared. HelpExamples.Tests.ps1 and Update-HelpOutput.ps1
# dot-source this file.

$helpPages = Join-Path $PSScriptRoot '../../../docs/en-US'

# Emits the examples of all pages, with the place of each in its page.
function Get-HelpExample {
    foreach ($page in Get-ChildItem $helpPages -Filter *-*.md) {
        $text = (Get-Content -LiteralPath $page.FullName -Raw).ReplaceLineEndings("`n")
        $section = [regex]::Match($text, '(?ms)^## EXAMPLES$.*?(?=^## )')
        foreach ($example in [regex]::Matches($section.Value, '(?ms)^### Example (?<number>\d+): (?<title>[^\n]+)$.*?^```powershell\n(?<code>.*?)\n```\n(?:\n```Output\n(?<output>.*?)\n```\n)?')) {
            [pscustomobject]@{
                Cmdlet = $page.BaseName
                Number = [int]$example.Groups['number'].Value
                Title  = $example.Groups['title'].Value
                Code   = $example.Groups['code'].Value
                Output = $example.Groups['output'].Value
                Page   = $page.FullName
                Start  = $section.Index + $example.Index
                End    = $section.Index + $example.Index + $example.Length
            }
        }
    }
}

# Runs examples in a PowerShell of their own and emits what each of them shows, in the same order. The examples see what
# Initialize-Example.ps1 prepares.
function Invoke-HelpExample {
    param(
        [Parameter(Mandatory)] [object[]] $Example,
        [Parameter(Mandatory)] [string] $Manifest,
        [Parameter(Mandatory)] [string] $Folder
    )

    $list = Join-Path $Folder examples.json
    $Example | Select-Object Cmdlet, Number, Code | ConvertTo-Json -AsArray | Set-Content -LiteralPath $list
    $program = (Get-Process -Id $PID).Path
    # A PowerShell that was installed as a .NET tool is run by dotnet.
    $arguments = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll })
    $runner = Join-Path $PSScriptRoot Invoke-Example.ps1
    $text = (& $program @arguments -NoProfile -NonInteractive -File $runner -Manifest $Manifest -Path $list -Folder (Join-Path $Folder work) 2>&1 | Out-String -Width 200).ReplaceLineEndings("`n")
    $shown = [regex]::Matches($text, '(?ms)^<<<example>>>\n(.*?)^<<<end>>>$')
    if ($shown.Count -ne $Example.Count) { throw "$($shown.Count) of $($Example.Count) examples ran. The output is: $text" }
    foreach ($match in $shown) { $match.Groups[1].Value.Trim("`n") }
}

# Replaces what differs from run to run: times, IDs, durations, the widths of columns that hold them, and the separators
# of paths.
function Get-ComparableOutput([string] $Text) {
    $Text = $Text -replace '\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?(\.\d+)?( ?[+-]\d\d:\d\d|Z)?', '<time>'
    $Text = $Text -replace '\b\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}', '<time>'
    $Text = $Text -replace '\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d( [AP]M)?( [+-]\d\d:\d\d)?', '<time>'
    $Text = $Text -replace '\w+day, \w+ \d{1,2}, \d{4} \d{1,2}:\d\d:\d\d [AP]M', '<time>'
    $Text = $Text -replace '\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{32}\b', '<id>'
    $Text = $Text -replace '\b\d+(\.\d+)? ?(ms|s|B|KB|KiB)\b', '<amount>'
    ($Text.Replace('\', '/') -replace '-{3,}', '---' -replace '[ \t]+', ' ' -replace ' ?\n ?', "`n" -replace '\n{2,}', "`n").Trim()
}
