#Requires -Version 7.4

# Other programs and processes that use the same files. The rules depend on the operating system.
Describe 'Shared files and stores' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        $export = 'PSSnapshots.Commands.ExportRunSnapshotCommand'

        # Starts another PowerShell that runs a script with the module and its arguments.
        function Start-Child([string] $Script, [string[]] $ArgumentList) {
            $file = Join-Path $folder 'child.ps1'
            if (-not (Test-Path $file)) { Set-Content $file "param(`$manifest, `$folder, `$name)`n`$ErrorActionPreference = 'Stop'`nImport-Module `$manifest`n$Script" }
            $host7 = [Environment]::ProcessPath
            $start = [Diagnostics.ProcessStartInfo]::new($host7)
            if ([IO.Path]::GetFileNameWithoutExtension($host7) -eq 'dotnet') { $start.ArgumentList.Add((Join-Path $PSHOME pwsh.dll)) }
            foreach ($argument in @('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', $file, $manifest, $folder) + $ArgumentList) { $start.ArgumentList.Add($argument) }
            [Diagnostics.Process]::Start($start)
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $file = Join-Path $folder 'a.json'
        $state = Join-Path $folder 'state'
        $snapshot = New-WorkflowRun deploy deploy-7 | New-RunSnapshot
    }

    It 'replaces an export that a reader has open for sharing' {
        Set-Content $file 'old'
        $reader = [IO.File]::Open($file, 'Open', 'Read', 'Read, Delete')
        try { $snapshot | Export-RunSnapshot $file }
        finally { $reader.Dispose() }

        Test-RunSnapshot -Path $file | Should -BeTrue
        (Get-ChildItem $folder -Force).Name | Should -Be 'a.json'
    }

    It 'reports an export that another program has open, and loses nothing' -Skip:(-not $IsWindows) {
        Set-Content $file 'old' -NoNewline
        $reader = [IO.File]::Open($file, 'Open', 'Read', 'None')
        try { $null = Assert-SingleError { $snapshot | Export-RunSnapshot $file } "FileInUse,$export" ResourceBusy }
        finally { $reader.Dispose() }

        Get-Content $file | Should -BeExactly 'old'
        # Wine's ReplaceFile leaves an empty rf*.tmp for each attempt.
        (Get-ChildItem $folder -Force | Where-Object { $_.Name -notlike 'rf*.tmp' -or $_.Length }).Name | Should -Be 'a.json'
    }

    It 'lists every snapshot that two processes save of one run' {
        $script = '$run = New-WorkflowRun w shared; foreach ($n in 1..20) { $run | New-RunSnapshot -Label "$name-$n" | Export-RunSnapshot -Store (Join-Path $folder state) }'
        $children = foreach ($name in 'one', 'two') { Start-Child $script $name }
        foreach ($child in $children) {
            $child.WaitForExit()
            $child.ExitCode | Should -Be 0
        }

        $saved = Get-RunSnapshot shared -Store $state
        $saved.Sequence | Should -Be (1..40)
        $expected = foreach ($name in 'one', 'two') { foreach ($n in 1..20) { "$name-$n" } }
        $saved.Label | Sort-Object | Should -Be ($expected | Sort-Object)
    }

    It 'resumes a workflow whose process was killed' {
        $definition = "Step a { 'first' }; Step b { if (Test-Path '$folder/go') { 'second' } else { `$null = New-Item '$folder/started'; Start-Sleep 600 } }"
        $child = Start-Child "New-WorkflowRun w killed -Definition { $definition } | Start-WorkflowRun -Checkpoint (Join-Path `$folder state)" none
        try { Wait-Condition { Test-Path "$folder/started" } }
        finally { $child.Kill() }
        $child.WaitForExit()
        $null = New-Item "$folder/go"
        $run = Resume-WorkflowRun -RunId killed -Checkpoint $state -Definition ([scriptblock]::Create($definition))

        $run.Status | Should -Be Completed
        $run.StepResults['a'].Output, $run.StepResults['b'].Output | Should -Be 'first', 'second'
        @(Get-RunSnapshot killed -Store $state | ForEach-Object Epoch | Sort-Object -Unique) | Should -Be 1, 2
    }

    It 'distinguishes runs with unusual IDs in a store' {
        $ids = 'CON', 'nul.txt', 'a', 'A', 'a.', 'a ', 'a:b', 'a\b', '../a', ('x' * 300), "`u{1F680}", 'i', 'I', "`u{130}", "`u{131}"
        foreach ($id in $ids) { New-WorkflowRun w $id -InputData $id | New-RunSnapshot | Export-RunSnapshot -Store $state }

        $read = foreach ($id in $ids) { Import-RunSnapshot -Store $state -RunId ([WildcardPattern]::Escape($id)) -Latest -NoRegister }
        $read.RunId | Should -BeExactly $ids
        $read.Input | Should -BeExactly $ids
        @(Get-RunSnapshot -Store $state) | Should -HaveCount $ids.Count
        (Get-ChildItem $folder).Name | Should -Be 'state'
    }
}
