#Requires -Version 7.4

Describe 'The context of a run' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        function Get-ContextAfter([scriptblock] $Definition) {
            $run = New-WorkflowRun w -Definition $Definition
            Set-WorkflowRun $run -Context @{ map = @{ x = 1 }; list = @(1, 2); object = [pscustomobject]@{ a = 1 }; nested = @{ inner = @{ deep = 1 } } }
            $null = Start-WorkflowRun $run -ErrorAction Ignore
            $run
        }
    }

    Context 'changed in place by a step' {
        It 'keeps <Case>' -ForEach @(
            @{ Case = 'an entry that is added'; Definition = { Step a { $Context.map['y'] = 2 } }; Expected = { $_.map.y }; Value = 2 }
            @{ Case = 'an entry that is set'; Definition = { Step a { $Context.map.x = 5 } }; Expected = { $_.map.x }; Value = 5 }
            @{ Case = 'an entry that is removed'; Definition = { Step a { $Context.map.Remove('x') } }; Expected = { $_.map.Count }; Value = 0 }
            @{ Case = 'an element of an array'; Definition = { Step a { $Context.list[1] = 7 } }; Expected = { $_.list[1] }; Value = 7 }
            @{ Case = 'a property of an object'; Definition = { Step a { $Context.object.a = 8 } }; Expected = { $_.object.a }; Value = 8 }
            @{ Case = 'an entry of an entry'; Definition = { Step a { $Context.nested.inner.deep = 9 } }; Expected = { $_.nested.inner.deep }; Value = 9 }
            @{ Case = 'a value that the step holds'; Definition = { Step a { $m = $Context['map']; $m.y = 1; $m.z = 2; $null = $m } }; Expected = { $_.map.z }; Value = 2 }
            @{ Case = 'a value that is enumerated'; Definition = { Step a { foreach ($e in $Context.GetEnumerator()) { if ($e.Key -eq 'map') { $e.Value.y = 3 } } } }; Expected = { $_.map.y }; Value = 3 }
            @{ Case = 'a value that the step set before'; Definition = { Step a { $Context.new = @{ }; $Context.new.k = 4 } }; Expected = { $_.new.k }; Value = 4 }
            @{ Case = 'a value that was set again'; Definition = { Step a { $m = $Context.map; $m.y = 1; $Context.map = $m; $m.z = 6 } }; Expected = { $_.map.z }; Value = 6 }
            @{ Case = 'the change in parallel'; Definition = { InParallel { Step a { $Context.map.y = 2 }; Step b { $Context.list[0] = 3 } } }; Expected = { "$($_.map.y) $($_.list[0])" }; Value = '2 3' }
            @{ Case = 'the change of a step with a timeout'; Definition = { Step a { $Context.map.y = 2 } -Timeout 1m }; Expected = { $_.map.y }; Value = 2 }
            @{ Case = 'the change of a condition'; Definition = { Branch { When { $Context.map.y = 2; $true } { Step a { } } } }; Expected = { $_.map.y }; Value = 2 }
            @{ Case = 'the change of a step that fails'; Definition = { Step a { $Context.map.y = 2; throw 'no' } }; Expected = { $_.map.y }; Value = 2 }
            @{ Case = 'the change of a step that suspends itself'; Definition = { Step a { $Context.map.y = 2; Suspend-WorkflowRun } }; Expected = { $_.map.y }; Value = 2 }
            @{ Case = 'a change for the next step'; Definition = { Step a { $Context.map.y = 2 }; Step b { $Context.seen = $Context.map.y } }; Expected = { $_.seen }; Value = 2 }
        ) {
            (Get-ContextAfter $Definition).ExecutionContext | ForEach-Object $Expected | Should -BeExactly $Value
        }

        It 'shows the change to the step itself' {
            (Get-ContextAfter { Step a { $Context.map.y = 2; "$($Context.map.y) $($Context['map'].Count)" } }).StepResults['a'].Output | Should -Be '2 2'
        }

        It 'fails the step if another step changed the value in the meantime, and names the key' {
            $read, $written = [System.Threading.ManualResetEventSlim]::new(), [System.Threading.ManualResetEventSlim]::new()
            $run = Get-ContextAfter {
                InParallel {
                    Step a { $Context.map.y = 2; ($using:read).Set(); ($using:written).Wait() }
                    Step b { ($using:read).Wait(); $Context.map = @{ z = 3 }; ($using:written).Set() }
                }
            }

            $run.StepResults['a'].Status | Should -Be 'Failed'
            $run.StepResults['a'].Error.Message | Should -BeLike "Step 'a' changed the context value 'map' in place*"
            $run.StepResults['b'].Status | Should -Be 'Completed'
            $run.ExecutionContext.map.Keys | Should -Be 'z'
        }

        It 'fails the step if another step made the same change in the meantime, so that no increment is lost' {
            $read, $written = [System.Threading.ManualResetEventSlim]::new(), [System.Threading.ManualResetEventSlim]::new()
            $run = Get-ContextAfter {
                InParallel {
                    Step a { $Context.map.n++; ($using:read).Set(); ($using:written).Wait() }
                    Step b { ($using:read).Wait(); $map = $Context.map; $map.n++; $Context.map = $map; ($using:written).Set() }
                }
            }

            $run.StepResults['a'].Error.Message | Should -BeLike "Step 'a' changed the context value 'map' in place*"
            $run.StepResults['b'].Status | Should -Be 'Completed'
            $run.ExecutionContext.map.n | Should -Be 1
        }

        It 'fails the step if the value was removed in the meantime' {
            $run = Get-ContextAfter { Step a { $m = $Context.map; $Run.Store.DeleteContext('map'); $m.y = 1 } }

            $run.StepResults['a'].Error.Message | Should -BeLike "*'map'*"
            $run.ExecutionContext.ContainsKey('map') | Should -BeFalse
        }

        It 'retries a step after a conflict, unless the step is non-idempotent' {
            (Get-ContextAfter { Step a { $null = $Context.map; $Context.runs++; Set-WorkflowRun $Run -Context @{ map = @{ n = $Attempt } }; $Context.map.y = 1; $null = $Context.map } -Attempts 2 -NonIdempotent }).StepResults['a'].Attempts | Should -Be 1
            (Get-ContextAfter { Step a { $m = $Context.map; if ($Attempt -eq 1) { Set-WorkflowRun $Run -Context @{ map = @{ n = 1 } } }; $m.y = 1 } -Attempts 2 }).Status | Should -Be 'Completed'
        }

        It 'does not write back a value that the step only read' {
            $run = Get-ContextAfter { Step a { $null = $Context.map.x; Set-WorkflowRun $Run -Context @{ map = @{ z = 3 } } }; Step b { "$($Context.map.Keys)" } }

            $run.Status | Should -Be 'Completed'
            $run.StepResults['b'].Output | Should -Be 'z'
        }

        It 'logs the conflict of a step that failed itself' {
            $run = Get-ContextAfter { Step a { $m = $Context.map; $Run.Store.DeleteContext('map'); $m.y = 1; throw 'own' } }

            $run.StepResults['a'].Error.Message | Should -Be 'own'
            ($run.Logs.Description -join "`n") | Should -BeLike "*context value 'map' in place*"
        }

        It 'fails the step if the value cannot be kept' {
            (Get-ContextAfter { Step a { $Context.map.code = { 1 } } }).StepResults['a'].Error.Message | Should -BeLike '*/executionContext/map/code*'
        }
    }

    Context 'and other maps' {
        BeforeAll {
            $run = New-WorkflowRun w -RunId context-maps
            Set-WorkflowRun $run -StepId Build -Output 1
            Set-WorkflowRun $run -StepId both -Output 2
            Set-WorkflowRun $run -StepId Both -Output 3
            Set-WorkflowRun $run -StepId wait -SuspendedPath 0 -Context @{ Region = 'eu' }
            $snapshot = New-RunSnapshot $run -Manager (New-RunSnapshotManager)
            $imported = $snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson
        }

        It 'find a key by an exact match first, then ignoring case: <Name>' -ForEach @(
            @{ Name = 'run' }, @{ Name = 'snapshot' }, @{ Name = 'imported' }
        ) {
            $maps = Get-Variable $Name -ValueOnly

            $maps.StepResults['BUILD'].Output | Should -Be 1
            $maps.StepResults.build.Output | Should -Be 1
            $maps.StepResults['both'].Output, $maps.StepResults['Both'].Output, $maps.StepResults['BOTH'].Output | Should -Be 2, 3, 2
            $maps.StepResults.ContainsKey('bUILD'), $maps.StepResults.Contains('bUILD'), $maps.StepResults.ContainsKey('none') | Should -Be $true, $true, $false
            $maps.ExecutionContext.region, $maps.ExecutionContext['REGION'] | Should -Be 'eu', 'eu'
            $maps.ExecutionContext.ContainsKey('region') | Should -BeTrue
            $maps.SuspendedPaths.ContainsKey('WAIT') | Should -BeTrue
        }

        It 'return null for a missing key, also in strict mode: <Name>' -ForEach @(
            @{ Name = 'run' }, @{ Name = 'snapshot' }, @{ Name = 'imported' }
        ) {
            Set-StrictMode -Version Latest
            $maps = Get-Variable $Name -ValueOnly

            $maps.StepResults.none, $maps.StepResults['none'], $maps.ExecutionContext.none, $maps.ExecutionContext['none'] | Should -Be $null, $null, $null, $null
            $maps.StepResults.Count, $maps.ExecutionContext.Count | Should -Be 4, 1
        }

        It 'do so in a step' {
            $run = New-WorkflowRun w -Definition {
                Step Build { 'built' }
                Step check {
                    Set-StrictMode -Version Latest
                    $Context.Region = 'eu'
                    $Context.REGION = 'us'
                    "$($Steps.build.Output) $($Steps['BUILD'].Output) $($null -eq $Steps.none) $($null -eq $Context.none) $($null -eq $Context['none']) " +
                    "$($Context.region) $($Context.Keys) $($Context.ContainsKey('rEGION')) $($Steps.ContainsKey('build')) $($Steps.ContainsKey('none')) $($Context.Count)"
                }
                Step remove { $Context.Remove('region'); $Context.Count }
            } | Start-WorkflowRun

            $run.StepResults['check'].Output | Should -BeExactly 'built built True True True us Region True True False 1'
            $run.Output | Should -Be 0
        }

        It 'distinguish keys that differ only in case' {
            $run = New-WorkflowRun w
            Set-WorkflowRun $run -Context @{ region = 1 }
            Set-WorkflowRun $run -Context @{ Region = 2 }

            $run.ExecutionContext.Keys | Should -BeExactly 'region', 'Region'
            $run.ExecutionContext['region'], $run.ExecutionContext['Region'], $run.ExecutionContext.REGION | Should -Be 1, 2, 1
        }

        It 'are enumerated, converted and shown as before' {
            @($run.StepResults.GetEnumerator()).Count | Should -Be 4
            $run.ExecutionContext -is [System.Collections.IDictionary] | Should -BeTrue
            $run.ExecutionContext | ConvertTo-Json -Compress | Should -Be '{"Region":"eu"}'
            ([pscustomobject]$run.ExecutionContext).Region | Should -Be 'eu'
            "$($run.ExecutionContext)" | Should -Be '1 entry: Region'
            $run.ExecutionContext | Out-String | Should -Match 'Region\s+eu'
            { $run.ExecutionContext['x'] = 1 } | Should -Throw
            { $run.ExecutionContext.x = 1 } | Should -Throw
        }
    }

    It 'lets -StepId and -SkipStep find a step ignoring case' {
        $run = New-WorkflowRun w -Definition { InParallel { Step Ask { if ($null -eq $ResumeData) { Suspend-WorkflowRun }; $ResumeData }; Step other { Suspend-WorkflowRun } } } | Start-WorkflowRun
        $null = Resume-WorkflowRun $run -StepId ask -ResumeData yes

        $run.StepResults['Ask'].Output | Should -Be 'yes'
        $null = Resume-WorkflowRun $run -SkipStep OTHER
        $run.Status | Should -Be 'Completed'
    }
}
