#Requires -Version 7.4

Describe 'Paths of a comparison' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun deploy deploy-7
        Set-WorkflowRun $run -Status Running -StepId 'web[0]' -Output @{ 'a*' = 1; ab = 1; 'x~y/z' = 1 }
        Set-WorkflowRun $run -StepId web0 -Output 1
        $before = New-RunSnapshot $run
        Set-WorkflowRun $run -StepId 'web[0]' -Output @{ 'a*' = 2; ab = 2; 'x~y/z' = 2 }
        Set-WorkflowRun $run -StepId web0 -Output 2
        Set-WorkflowRun $run -StepId new -Output @{ tags = 'one', 'two' }
        $after = New-RunSnapshot $run
    }

    It 'refuses <Parameter> <Pointer>, which is not a JSON Pointer' -ForEach @(
        foreach ($parameter in 'Path', 'ExcludePath') {
            foreach ($pointer in 'stepResults', 'stepResults/*', '#/status', '$.status', 'a/', '/a~', '/a~2b', '[', '[a', ' /status') { @{ Parameter = $parameter; Pointer = $pointer } }
        }
    ) {
        $arguments = @{ $Parameter = '/status', $Pointer }
        foreach ($form in @{}, @{ As = 'Text' }, @{ As = 'JsonPatch' }, @{ As = 'Summary' }) {
            { Compare-RunSnapshot $before $after @arguments @form } |
                Should -Throw -ErrorId 'InvalidPointer,PSSnapshots.Commands.CompareRunSnapshotCommand' -ExpectedMessage "*'$([WildcardPattern]::Escape($Pointer))'*"
        }
        { $before, $after | Compare-RunSnapshot @arguments } | Should -Throw -ErrorId 'InvalidPointer,*'
        { $after | Compare-RunSnapshot $before -GroupBy Difference @arguments } | Should -Throw -ErrorId 'InvalidPointer,*'
    }

    It 'warns about <Parameter> <Pointer>, which matches nothing' -ForEach @(
        foreach ($parameter in 'Path', 'ExcludePath') {
            foreach ($pointer in '/stepResult', '/stepResults/none/status', '/nothing*', '/stepResults/*/none', '/a[', '*/none', '/') { @{ Parameter = $parameter; Pointer = $pointer } }
        }
    ) {
        $arguments = @{ $Parameter = $Pointer }
        foreach ($compare in { Compare-RunSnapshot $before $after @args }, { $before, $after | Compare-RunSnapshot @args }, { $after | Compare-RunSnapshot $before -GroupBy Difference @args }, { Compare-RunSnapshot $before $after -As JsonPatch @args }) {
            $warnings = @(& $compare @arguments 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
            @($warnings) | Should -HaveCount 1
            "$warnings" | Should -BeLike "-$Parameter '$([WildcardPattern]::Escape($Pointer))' matches nothing*"
        }
    }

    It 'does not warn about <Pointer>, which a snapshot has' -ForEach @(
        '/status', '/STATUS', '/stepResults/new', '/stepResults/new/output/tags/1', '/stepResults/*/status', '*/output', '/logs', '/runId', '/error', '/stepResults/web[0]/output', '/STEPRESULTS/n?w/output', '/executionPath', '/s*'
    ) {
        $null = Compare-RunSnapshot $before $after -Path $_ -WarningVariable warnings
        $null = Compare-RunSnapshot $before $after -ExcludePath $_ -WarningVariable +warnings
        $null = Compare-RunSnapshot $after $before -Path $_ -WarningVariable +warnings
        $null = $before, $after, $before | Compare-RunSnapshot -Path $_ -WarningVariable +warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'does not warn if nothing was compared' {
        $before | Compare-RunSnapshot -Path /nothing -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'accepts every path that it emits as an exact path' {
        $changes = Compare-RunSnapshot $before $after
        foreach ($change in $changes) {
            $found = @(Compare-RunSnapshot $before $after -Path $change.Path -WarningVariable warnings)
            $warnings | Should -BeNullOrEmpty -Because $change.Path
            $found | Should -HaveCount 1 -Because $change.Path
            "$($found[0])" | Should -BeExactly "$change"
            (Compare-RunSnapshot $before $after -ExcludePath $change.Path).Path | Should -Be @($changes.Path -ne $change.Path)
        }
        $changes.Path | Should -Contain '/stepResults/web[0]/output/a*'
        $changes.Path | Should -Contain '/stepResults/web[0]/output/x~0y~1z'
    }

    It 'treats brackets as a wildcard pattern if no snapshot has the exact path' {
        (Compare-RunSnapshot $before $after -Path '/stepResults/web[0-9]/output').Path | Should -Be /stepResults/web0/output
        (Compare-RunSnapshot $before $after -Path '/stepResults/web[0]/output').Path | Should -Not -Contain /stepResults/web0/output
    }

    It 'finds <Pointer> inside a value that was added or removed' -ForEach @(
        @{ Pointer = '/stepResults/new/status'; Added = '/stepResults/new/status' }
        @{ Pointer = '/stepResults/*/output/tags'; Added = '/stepResults/new/output/tags' }
        @{ Pointer = '/stepResults/new/output/tags/1'; Added = '/stepResults/new/output/tags/1' }
        @{ Pointer = '*/tags/0'; Added = '/stepResults/new/output/tags/0' }
    ) {
        $change = Compare-RunSnapshot $before $after -Path $Pointer
        "$($change.Kind) $($change.Path)" | Should -Be "Added $Added"
        $change = Compare-RunSnapshot $after $before -Path $Pointer
        "$($change.Kind) $($change.Path)" | Should -Be "Removed $Added"
    }

    It 'finds a path inside the execution graph' {
        Set-WorkflowRun $run -ExecutionPath 0, 1
        $one = New-RunSnapshot $run
        Set-WorkflowRun $run -ExecutionPath 0, 2
        Compare-RunSnapshot $one $run -Path /executionPath/1 | ForEach-Object { "$_" } | Should -Be 'Changed /executionPath/1: 1 -> 2'
        Compare-RunSnapshot $one $run -Path /executionPath/0 | Should -BeNullOrEmpty
    }

    Context 'Find-RunSnapshot' {
        It 'warns if earlier snapshots are no longer kept' {
            $manager = New-RunSnapshotManager -MaxSnapshots 2
            $run = New-WorkflowRun w kept
            foreach ($value in 1..5) {
                Set-WorkflowRun $run -Context @{ k = $value -ge 2 }
                $null = New-RunSnapshot $run -Manager $manager
            }

            (Find-RunSnapshot /executionContext/k $true -Manager $manager -WarningVariable warnings -WarningAction SilentlyContinue).Sequence | Should -Be 4
            @($warnings) | Should -HaveCount 1
            "$warnings" | Should -BeLike "3 earlier snapshots of run 'kept'*"
        }

        It 'does not warn if the first snapshot is kept' {
            (Find-RunSnapshot /stepResults/new -WarningVariable warnings).Sequence | Should -Be 2
            (Find-RunSnapshot /status -WarningVariable +warnings).Sequence | Should -Be 1
            $before, $after | Find-RunSnapshot /status running -WarningVariable +warnings | Should -Be $before
            $warnings | Should -BeNullOrEmpty
        }

        It 'warns about a path that no snapshot has' {
            Find-RunSnapshot /stepResult/web0 -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            "$warnings" | Should -BeLike "The path '/stepResult/web0' exists in none of the 2 snapshots*"
            $before, $after | Find-RunSnapshot /nothing 1 -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            @($warnings) | Should -HaveCount 1
        }

        It 'does not warn about a path that has another value' {
            Find-RunSnapshot /status Failed -WarningVariable warnings | Should -BeNullOrEmpty
            $warnings | Should -BeNullOrEmpty
        }

        It 'refuses <_>, which is not a JSON Pointer' -ForEach 'status', '/a~2', '#/status' {
            { Find-RunSnapshot $_ } | Should -Throw -ErrorId 'InvalidPointer,PSSnapshots.Commands.FindRunSnapshotCommand'
        }
    }
}
