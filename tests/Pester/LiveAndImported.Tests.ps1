#Requires -Version 7.4

# A live run and its export are equal in every field, in both directions, however the run was created.
Describe 'The equality of a live run and its export' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        function Assert-EqualToItsExports($Run) {
            $snapshot = New-RunSnapshot $Run
            $folder = Join-Path $TestDrive ([guid]::NewGuid())
            $null = New-Item -ItemType Directory $folder
            $forms = [ordered]@{
                'indented text'   = { $snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson }
                'compressed text' = { $snapshot | ConvertTo-RunSnapshotJson -Compress | ConvertFrom-RunSnapshotJson }
                'file'            = { $snapshot | Export-RunSnapshot "$folder/a.json"; Import-RunSnapshot "$folder/a.json" }
                'compressed file' = { $snapshot | Export-RunSnapshot "$folder/b.json" -Compress; Import-RunSnapshot "$folder/b.json" }
                'packed file'     = { $snapshot | Export-RunSnapshot "$folder/c.json.gz"; Import-RunSnapshot "$folder/c.json.gz" }
                'store'           = { $null = $snapshot | Export-RunSnapshot -Store "$folder/store"; Import-RunSnapshot -Store "$folder/store" -RunId $snapshot.RunId }
                'text of text'    = { $snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson | ConvertTo-RunSnapshotJson -Compress | ConvertFrom-RunSnapshotJson }
            }
            foreach ($form in $forms.Keys) {
                $imported = & $forms[$form] | Select-Object -Last 1
                $imported | Should -BeOfType PSSnapshots.Snapshot -Because $form
                foreach ($live in @($snapshot) + @($Run | Where-Object { $_ -is [PSSnapshots.WorkflowRun] })) {
                    foreach ($pair in @(, ($live, $imported)) + , ($imported, $live)) {
                        Compare-RunSnapshot $pair[0] $pair[1] -IncludeType | Should -BeNullOrEmpty -Because $form
                        Compare-RunSnapshot $pair[0] $pair[1] -As JsonPatch -IncludeType | Should -Be '[]' -Because $form
                    }
                }
                $imported.GetContentHash() | Should -Be $snapshot.GetContentHash() -Because $form
                ($imported | ConvertTo-RunSnapshotJson) | Should -BeExactly ($snapshot | ConvertTo-RunSnapshotJson) -Because $form
            }
        }

        function Invoke-Definition([scriptblock] $Definition, [string] $Status = 'Completed') {
            $run = New-WorkflowRun w "run-$([guid]::NewGuid())" -Definition $Definition -InputData @{ n = 2; at = [datetime]::MaxValue }
            $null = $run | Start-WorkflowRun -ErrorAction SilentlyContinue
            $run.Status | Should -Be $Status
            $run
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    It 'of a run of plain steps' {
        Assert-EqualToItsExports (Invoke-Definition { Step a { 1 }; Step b { , @(1, 2.5, 'x') }; Step c { @{ t = [timespan]1; d = 1.50d } } })
    }

    It 'of a run with retries' {
        $global:snapshotsTestTries = 0
        Assert-EqualToItsExports (Invoke-Definition { Step a { if (++$global:snapshotsTestTries -lt 3) { throw 'again' }; 'done' } -Attempts 3 -Delay 1ms })
        Remove-Variable snapshotsTestTries -Scope Global
    }

    It 'of a failed run' {
        Assert-EqualToItsExports (Invoke-Definition { Step a { 1 }; Step b { throw [IO.FileNotFoundException]::new('gone', 'x.txt') } -Attempts 2 -Delay 1ms; Step c { 3 } } Failed)
    }

    It 'of a suspended and a resumed run' {
        $run = Invoke-Definition { Step a { 1 }; Step ask { if ($null -eq $ResumeData) { Suspend-WorkflowRun -Payload @{ question = 'go?' } } else { $ResumeData } }; Step c { 3 } } Suspended
        Assert-EqualToItsExports $run
        $null = $run | Resume-WorkflowRun -ResumeData @{ yes = $true; n = [long]1 }
        $run.Status | Should -Be Completed
        Assert-EqualToItsExports $run
    }

    It 'of a run with parallel steps, branches, loops and foreach' {
        Assert-EqualToItsExports (Invoke-Definition {
                InParallel p { Step p1 { 1 }; Step p2 { 2 } }
                ForEachItem f -In { 1..3 } { 'item' }
                Branch b { When { $true } { Step yes { 'y' } }; Otherwise { Step no { 'n' } } }
                Loop l -Until { $true } { 'once' }
            })
    }

    It 'of a run that Set-WorkflowRun made, field by field' {
        $run = New-WorkflowRun w made -InputData @{ a = 1 }
        Set-WorkflowRun $run -Status Running -StepId 'a/b~c' -Output ([ordered]@{ z = [decimal]1.10; a = [byte[]](1, 2) })
        Set-WorkflowRun $run -StepId s -StepStatus Suspended -SuspendedPath 1, 0 -Output @()
        Set-WorkflowRun $run -StepId f -StepError ([InvalidOperationException]::new('no', [Exception]::new('inner')))
        Set-WorkflowRun $run -ExecutionPath 1, 2 -ExecutionGraph @{ type = 'step'; step = @{ id = 's'; at = [datetimeoffset]::MaxValue } }
        Set-WorkflowRun $run -Log 'said' -Context @{ k = [version]'1.2'; n = $null } -Result @{ ok = $true } -RunError 'broken'
        $run.Store.EmitStepEvent('s', 'happened', @{ d = [guid]::Empty }, @{ m = [char]'x' })
        Assert-EqualToItsExports $run
    }

    It 'of an object that is captured again after a change' {
        $object = @{ RunId = 'o'; WorkflowId = 'w'; Status = 'Running'; StepResults = @{ a = @{ Status = 'Completed'; Output = 1..50 }; b = @{ Status = 'Running' } }; ExecutionContext = @{ k = 1 } }
        $null = New-RunSnapshot $object
        $object.StepResults.b = @{ Status = 'Failed'; Error = 'x' }
        Assert-EqualToItsExports $object
    }
}
