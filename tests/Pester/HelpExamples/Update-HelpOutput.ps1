<#
.SYNOPSIS
    Runs the examples of the help pages, and writes into the pages what they show.
.DESCRIPTION
    Output that differs from the page in times, IDs and durations only stays as it is. Build the module first.
.EXAMPLE
    ./tests/Pester/HelpExamples/Update-HelpOutput.ps1
#>
param()

. (Join-Path $PSScriptRoot HelpExamples.ps1)
$manifest = Join-Path $PSScriptRoot '../../../out/Snapshots/Snapshots.psd1'
$folder = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "help-$(New-Guid)")
try {
    $examples = @(Get-HelpExample)
    $shown = @(Invoke-HelpExample $examples $manifest $folder)
}
finally {
    Remove-Item -LiteralPath $folder -Recurse
}

# From the last to the first, so that places stay valid.
for ($index = $examples.Count - 1; $index -ge 0; $index--) {
    $example = $examples[$index]
    if ((Get-ComparableOutput $shown[$index]) -ceq (Get-ComparableOutput $example.Output)) { continue }
    $text = (Get-Content -LiteralPath $example.Page -Raw).ReplaceLineEndings("`n")
    $old = $text.Substring($example.Start, $example.End - $example.Start)
    $new = $old -replace '(?s)\n```Output\n.*\n```\n$'
    if ($shown[$index]) { $new += "`n``````Output`n$($shown[$index])`n```````n" }
    [System.IO.File]::WriteAllText($example.Page, $text.Remove($example.Start, $old.Length).Insert($example.Start, $new))
    "Updated example $($example.Number) of $($example.Cmdlet)"
}
