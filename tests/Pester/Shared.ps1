# Helpers that several test files dot-source.

# Asserts that a script block reports exactly one error, and returns that error. With -Terminating, the error ends the
# statement. Otherwise the script block runs to its end and its output, as text, is -Output.
function Assert-SingleError {
    param(
        [Parameter(Mandatory)] [scriptblock] $ScriptBlock,
        [Parameter(Mandatory)] [string] $ErrorId,
        [Parameter(Mandatory)] [System.Management.Automation.ErrorCategory] $Category,
        [string[]] $Output = @(),
        [switch] $Terminating
    )

    $ErrorActionPreference = 'Continue'
    $records = [System.Collections.Generic.List[object]]::new()
    $terminatingError = $null
    try { & $ScriptBlock 2>&1 | & { process { $records.Add($_) } } } catch { $terminatingError = $_ }

    [bool]$terminatingError | Should -Be ([bool]$Terminating) -Because "the error is: $terminatingError"
    $errors = @(foreach ($record in $records) { if ($record -is [System.Management.Automation.ErrorRecord]) { $record } }; if ($terminatingError) { $terminatingError })
    $errors | Should -HaveCount 1 -Because "the errors are: $($errors -join ' ')"
    $errors[0].FullyQualifiedErrorId | Should -BeExactly $ErrorId
    $errors[0].CategoryInfo.Category | Should -Be $Category
    if ($Terminating -and -not $PSBoundParameters.ContainsKey('Output')) { return $errors[0] }
    $texts = foreach ($record in $records) { if ($record -isnot [System.Management.Automation.ErrorRecord]) { "$record" } }
    $texts -join '|' | Should -BeExactly ($Output -join '|')
    $errors[0]
}

# Waits until a condition holds. The deadline only keeps a test from hanging.
function Wait-Condition([scriptblock] $Condition) {
    [System.Threading.SpinWait]::SpinUntil($Condition, [timespan]::FromMinutes(1)) | Should -BeTrue -Because "'$Condition' must become true"
}
