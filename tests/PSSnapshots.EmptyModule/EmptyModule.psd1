@{
    RootModule        = 'PSSnapshots.EmptyModule.dll'
    ModuleVersion     = '1.0.0'
    GUID              = '0f5f1a52-3a0e-4d0c-9a8e-2a2b7c6d1e90'
    Author            = 'The Snapshots contributors'
    FormatsToProcess  = @('EmptyModule.Format.ps1xml')
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
    CmdletsToExport   = @('Invoke-Nothing')
}
