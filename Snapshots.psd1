@{
    RootModule           = 'PSSnapshots.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5b1f7c0e-8b1a-4a55-9f0e-6a2c8d9e4b37'
    Author               = 'The Snapshots contributors'
    CompanyName          = 'The Snapshots contributors'
    Copyright            = '(c) The Snapshots contributors. MIT License.'
    Description          = 'Captures the state of workflow runs in an instant; keeps, validates, compares, exports, imports and restores it.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    RequiredAssemblies   = @()
    TypesToProcess       = @('Snapshots.Types.ps1xml')
    FormatsToProcess     = @('Snapshots.Format.ps1xml')
    FunctionsToExport    = @()
    AliasesToExport      = @(
        'Step'
        'InParallel'
        'Branch'
        'When'
        'Otherwise'
        'ForEachItem'
        'Loop'
        'SubWorkflow'
    )
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'New-WorkflowRun'
        'Set-WorkflowRun'
        'Start-WorkflowRun'
        'Suspend-WorkflowRun'
        'Resume-WorkflowRun'
        'Watch-WorkflowRun'
        'New-WorkflowStep'
        'New-WorkflowParallel'
        'New-WorkflowBranch'
        'New-WorkflowBranchArm'
        'New-WorkflowBranchDefault'
        'New-WorkflowForEach'
        'New-WorkflowLoop'
        'New-WorkflowSubWorkflow'
        'New-WorkflowRetryPolicy'
        'New-RunSnapshot'
        'Get-RunSnapshot'
        'Find-RunSnapshot'
        'Restore-RunSnapshot'
        'Undo-RunSnapshotRestore'
        'Compare-RunSnapshot'
        'Update-RunSnapshot'
        'Export-RunSnapshot'
        'Import-RunSnapshot'
        'ConvertTo-RunSnapshotJson'
        'ConvertFrom-RunSnapshotJson'
        'Test-RunSnapshot'
        'Repair-RunSnapshot'
        'Remove-RunSnapshot'
        'Clear-RunSnapshot'
        'Register-RunSnapshotTrigger'
        'Get-RunSnapshotTrigger'
        'Unregister-RunSnapshotTrigger'
        'New-RunSnapshotManager'
        'Get-RunSnapshotOption'
        'Set-RunSnapshotOption'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('Workflow', 'Snapshot', 'Checkpoint', 'Restore', 'State', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md'
        }
    }
}
