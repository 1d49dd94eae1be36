#Requires -Version 7.4

BeforeDiscovery {
    # Each cmdlet that reads the pipeline, two good items for it, how many objects it outputs for them, and the errors for
    # an object of a foreign type and for $null.
    $notBound = 'InputObjectNotBound', 'InvalidArgument'
    $isNull = 'ParameterArgumentValidationErrorNullNotAllowed', 'InvalidData'
    $isEmpty = 'ParameterArgumentValidationError', 'InvalidData'
    $cmdlets = @(
        @{ Command = 'Set-WorkflowRun'; Items = { $runs }; Script = { $piped | Set-WorkflowRun -Log x -PassThru }; Count = 2; ForForeign = $notBound; ForNull = $isNull }
        @{ Command = 'New-RunSnapshot'; Items = { $runs }; Script = { $piped | New-RunSnapshot -Manager $manager }; Count = 2; ForForeign = 'NoRunFields', 'InvalidArgument'; ForNull = 'NullRun', 'InvalidArgument' }
        @{ Command = 'Get-RunSnapshot'; Items = { $runs.RunId }; Script = { $piped | Get-RunSnapshot -Latest -Manager $manager }; Count = 2; ForForeign = 'SnapshotNotFound', 'ObjectNotFound'; ForNull = $isEmpty }
        @{ Command = 'Restore-RunSnapshot'; Items = { $snapshots }; Script = { $piped | Restore-RunSnapshot }; Count = 2; ForForeign = $notBound; ForNull = $isNull }
        @{ Command = 'Compare-RunSnapshot'; Items = { $snapshots[0]; New-RunSnapshot $runs[0] -Manager $manager }; Script = { $piped | Compare-RunSnapshot -As Summary }; Count = 1; ForForeign = $notBound; ForNull = $isNull }
        @{ Command = 'Export-RunSnapshot'; Items = { $snapshots }; Script = { $piped | Export-RunSnapshot $TestDrive -PassThru }; Count = 2; ForForeign = $notBound; ForNull = $isNull }
        @{ Command = 'Import-RunSnapshot'; Items = { ($snapshots | Export-RunSnapshot $TestDrive -PassThru).FullName }; Script = { $piped | Import-RunSnapshot -NoRegister }; Count = 2; ForForeign = 'FileNotFound', 'ObjectNotFound'; ForNull = $isEmpty }
        @{ Command = 'ConvertTo-RunSnapshotJson'; Items = { $snapshots }; Script = { $piped | ConvertTo-RunSnapshotJson }; Count = 2; ForForeign = $notBound; ForNull = $isNull }
        @{ Command = 'ConvertFrom-RunSnapshotJson'; Items = { $snapshots | ConvertTo-RunSnapshotJson }; Script = { $piped | ConvertFrom-RunSnapshotJson }; Count = 2; ForForeign = 'InvalidSnapshot', 'InvalidData'; ForNull = $isNull }
        @{ Command = 'Remove-RunSnapshot'; Items = { $snapshots }; Script = { $piped | Remove-RunSnapshot -Manager $manager }; Count = 0; ForForeign = $notBound; ForNull = $isNull }
        @{ Command = 'Clear-RunSnapshot'; Items = { $runs.RunId }; Script = { $piped | Clear-RunSnapshot -Manager $manager }; Count = 0; ForForeign = 'SnapshotNotFound', 'ObjectNotFound'; ForNull = $isNull }
        @{ Command = 'Register-RunSnapshotTrigger'; Items = { $runs }; Script = { $piped | Register-RunSnapshotTrigger -Interval 1h -Manager $manager }; Count = 2; ForForeign = $notBound; ForNull = $isNull }
        @{ Command = 'Unregister-RunSnapshotTrigger'; Items = { $runs | Register-RunSnapshotTrigger -Interval 1h }; Script = { $piped | Unregister-RunSnapshotTrigger }; Count = 0; ForForeign = $notBound; ForNull = $isNull }
    )
}

Describe 'Pipeline input' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $manager = New-RunSnapshotManager
        $runs = 'good-1', 'good-2' | ForEach-Object { New-WorkflowRun w $_ }
        $snapshots = $runs | New-RunSnapshot -Manager $manager
    }

    Context '<Command>' -ForEach $cmdlets {
        BeforeEach {
            $good = @(. $Items)
            $class = "PSSnapshots.Commands.$($Command.Replace('-', ''))Command"
        }

        AfterEach {
            Get-RunSnapshotTrigger | Unregister-RunSnapshotTrigger
        }

        It 'reports one error for an object of a foreign type, and processes the others' {
            $piped = $good[0], [System.Text.StringBuilder]::new('foreign'), $good[1]
            $failed = Assert-SingleError { @(. $Script).Count } "$($ForForeign[0]),$class" $ForForeign[1] -Output $Count
            Split-Path "$($failed.TargetObject)" -Leaf | Should -BeExactly 'foreign'
        }

        It 'reports one error for null, and processes the others' {
            $piped = $good[0], $null, $good[1]
            $null = Assert-SingleError { @(. $Script).Count } "$($ForNull[0]),$class" $ForNull[1] -Output $Count
        }
    }

    It 'stops at the first error with -ErrorAction Stop, and keeps what was done' {
        $null = Assert-SingleError { $runs[0], 5, $runs[1] | New-RunSnapshot -ErrorAction Stop | ForEach-Object RunId } 'NoRunFields,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument -Terminating -Output good-1
        (Get-RunSnapshot).RunId | Should -BeExactly 'good-1'
    }
}
