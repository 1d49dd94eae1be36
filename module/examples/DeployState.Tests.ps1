#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }
<#
.SYNOPSIS
    Asserts the state of a deployment workflow with Pester.
.DESCRIPTION
    The suite runs a small workflow, and asserts which steps completed, their outputs, the state after a failure, and that
    the run does not differ from a reference. It runs with Pester 5 and Pester 6.
.EXAMPLE
    Invoke-Pester ./DeployState.Tests.ps1 -Output Detailed

    Runs the suite.
#>

Describe 'Deployment' {
    BeforeAll {
        . (Join-Path $PSScriptRoot data import-module.ps1)

        $definition = {
            Step build { param($In) @{ image = "$($In.name):$($In.version)" } }
            InParallel publish {
                Step scan { @{ findings = 0 } }
                Step push { @{ image = $In.image; registry = 'registry.example' } }
            }
            Step rollout {
                if ($Run.Input.replicas -gt 10) { throw "The cluster has no room for $($Run.Input.replicas) replicas." }
                @{ replicas = $Run.Input.replicas }
            }
        }

        function Start-Deployment([int] $Replicas) {
            New-WorkflowRun deploy -Definition $definition -InputData @{ name = 'web'; version = '1.4.2'; replicas = $Replicas } |
                Start-WorkflowRun -ErrorAction SilentlyContinue
        }
    }

    Context 'that succeeds' {
        BeforeAll {
            $run = Start-Deployment -Replicas 3
        }

        It 'is completed' {
            $run.Status | Should -Be Completed
        }

        It 'completed the step <_>' -ForEach build, scan, push, rollout {
            $run.StepResults[$_].Status | Should -Be Completed
        }

        It 'pushed the image that was built' {
            $run.StepResults['push'].Output.image | Should -Be $run.StepResults['build'].Output.image
        }

        It 'rolled out the requested number of replicas' {
            $run.Output.replicas | Should -Be 3
        }

        It 'differs from another run only in what depends on the input' {
            $other = Start-Deployment -Replicas 4

            $changes = Compare-RunSnapshot (New-RunSnapshot $run) (New-RunSnapshot $other) -IgnoreTimestamp -Path '/stepResults*'
            $changes.Path | Should -Be '/stepResults/rollout/output/replicas'
        }

        It 'is the same after an export and an import' {
            $snapshot = New-RunSnapshot $run
            $imported = $snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson

            Test-RunSnapshot $imported | Should -BeTrue
            Compare-RunSnapshot $snapshot $imported -Path '/stepResults/*/output*' | Should -BeNullOrEmpty
        }
    }

    Context 'that fails' {
        BeforeAll {
            $run = Start-Deployment -Replicas 12
        }

        It 'is failed' {
            $run.Status | Should -Be Failed
        }

        It 'names the reason' {
            $run.StepResults['rollout'].Error.Message | Should -BeLike '*no room for 12 replicas*'
        }

        It 'keeps the results of the completed steps' {
            ($run.StepResults.Values | Where-Object Status -eq Completed).Id | Sort-Object | Should -Be build, publish, push, scan
        }
    }
}
