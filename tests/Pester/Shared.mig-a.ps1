# Asserts that there is exactly one error, with this full id and category. Pipe to it what -ErrorVariable collected, or
# what 'Should -Throw -PassThru' returns.
function Assert-SingleError([string] $Id, [string] $Category) {
    $failed = @($input)
    $failed | Should -HaveCount 1
    $failed[0].FullyQualifiedErrorId | Should -BeExactly $Id
    $failed[0].CategoryInfo.Category | Should -Be $Category
}
