#Requires -Version 7.4

Describe 'Values that cannot be kept' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun w refused
    }

    It 'refuses System.Text.Json values with more levels than the format supports' {
        $value = [System.Text.Json.JsonDocument]::Parse('[' * 600 + ']' * 600, [System.Text.Json.JsonDocumentOptions]@{ MaxDepth = 999 }).RootElement
        $null = Assert-SingleError { Set-WorkflowRun $run -StepId s -Output $value } 'UnsupportedValue,PSSnapshots.Commands.SetWorkflowRunCommand' InvalidType
    }

    Context 'With -SkipUnsupported' {
        It 'leaves out a <Type>, and warns about each place' -ForEach @(
            @{ Type = 'System.Management.Automation.ScriptBlock'; Make = { { 1 } } }
            @{ Type = 'System.IO.MemoryStream'; Make = { [System.IO.MemoryStream]::new() } }
            @{ Type = 'System.Threading.Tasks.Task'; Make = { [System.Threading.Tasks.Task]::CompletedTask } }
            @{ Type = 'System.Management.Automation.Runspaces.LocalRunspace'; Make = { [runspace]::DefaultRunspace } }
            @{ Type = 'System.Management.Automation.PowerShell'; Make = { [powershell]::Create() } }
            @{ Type = 'System.Threading.CancellationTokenSource'; Make = { [System.Threading.CancellationTokenSource]::new() } }
            @{ Type = 'System.Threading.ManualResetEvent'; Make = { [System.Threading.ManualResetEvent]::new($false) } }
            @{ Type = 'System.Lazy`1'; Make = { [System.Lazy[int]]::new([Func[int]] { 1 }) } }
            @{ Type = 'System.Action'; Make = { [Action] { } } }
        ) {
            $live = & $Make
            $shaped = @{
                RunId = 'live'; WorkflowId = 'w'; Input = @{ a = $live; b = 1 }; Result = [pscustomobject]@{ a = $live; b = 1 }
                StepResults = @{ s = @{ Status = 'Completed'; Output = @(1, $live, 2) } }; ExecutionContext = @{ c = $live }
            }
            $snapshot = New-RunSnapshot $shaped -SkipUnsupported -WarningVariable warned -WarningAction SilentlyContinue

            $snapshot.Input.Keys | Should -BeExactly 'b'
            $snapshot.Result.PSObject.Properties.Name | Should -BeExactly 'b'
            $snapshot.StepResults['s'].Output | Should -Be 1, $null, 2
            $snapshot.ExecutionContext.Contains('c') | Should -BeTrue
            $snapshot.ExecutionContext['c'] | Should -BeNullOrEmpty
            $warned.Message | Sort-Object | ForEach-Object { ($_ -split "'")[1] } | Should -BeExactly '/executionContext/c', '/input/a', '/result/a', '/stepResults/s/output/1'
            foreach ($message in $warned.Message) {
                $message.Contains(" is a $Type") | Should -BeTrue -Because $message
                $message | Should -BeLike '*omitted*'
            }
        }

        It 'leaves them out of a run' {
            Set-WorkflowRun $run -StepId s -Output @{ a = { 1 }; b = 1 } -Context @{ c = { 2 } } -SkipUnsupported -WarningVariable warned -WarningAction SilentlyContinue

            (New-RunSnapshot $run).StepResults['s'].Output.Keys | Should -BeExactly 'b'
            $warned | Should -HaveCount 2
        }

        It 'refuses a cycle even so' {
            $map = @{}
            $map.self = $map
            $null = Assert-SingleError { New-RunSnapshot @{ RunId = 'x'; WorkflowId = 'w'; Result = $map } -SkipUnsupported } 'UnsupportedValue,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidType
        }
    }
}
