#Requires -Version 7.4

BeforeDiscovery {
    . (Join-Path $PSScriptRoot HelpExamples/HelpExamples.ps1)
    $pages = Get-HelpExample | Group-Object Cmdlet | ForEach-Object { @{ Cmdlet = $_.Name } }
}

Describe 'Help examples' {
    BeforeAll {
        . (Join-Path $PSScriptRoot HelpExamples/HelpExamples.ps1)
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        $examples = @(Get-HelpExample)
        $shown = @(Invoke-HelpExample $examples $manifest $TestDrive)
    }

    It '<Cmdlet> shows what its page says' -ForEach $pages {
        for ($index = 0; $index -lt $examples.Count; $index++) {
            $example = $examples[$index]
            if ($example.Cmdlet -cne $Cmdlet) { continue }
            Get-ComparableOutput $shown[$index] | Should -BeExactly (Get-ComparableOutput $example.Output) -Because (
                "example $($example.Number) shows it; ./tests/Pester/HelpExamples/Update-HelpOutput.ps1 writes the output into the page")
        }
    }

    It 'compares everything but times, IDs, durations and the width of columns' {
        Get-ComparableOutput "a   b`n--- -------`n1   2026-01-02 03:04:05 12.5 ms" | Should -BeExactly (Get-ComparableOutput "a b`n---- ----`n1 2027-11-12 13:14:15 1 ms")
        Get-ComparableOutput 'Status: Failed' | Should -Not -BeExactly (Get-ComparableOutput 'Status: Running')
        Get-ComparableOutput 'Count: 1' | Should -Not -BeExactly (Get-ComparableOutput 'Count: 2')
    }
}
