#Requires -Version 7.4

Describe 'Comparison by meaning' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        function New-SnapshotOf($Value) {
            $run = New-WorkflowRun -WorkflowId w -RunId r
            Set-WorkflowRun $run -Context @{ k = $Value }
            New-RunSnapshot $run
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    It 'finds no change if only the type differs: <Name>' -ForEach @(
        @{ Name = 'int and long'; From = { 1 }; To = { [long]1 }; Types = 'Int32', 'Int64' }
        @{ Name = 'int and double'; From = { 1 }; To = { 1.0 }; Types = 'Int32', 'Double' }
        @{ Name = 'long and decimal'; From = { [long]5 }; To = { 5.00d }; Types = 'Int64', 'Decimal' }
        @{ Name = 'byte and BigInteger'; From = { [byte]5 }; To = { [bigint]5 }; Types = 'Byte', 'BigInteger' }
        @{ Name = 'float and double'; From = { [float]0.5 }; To = { 0.5 }; Types = 'Single', 'Double' }
        @{ Name = 'uint64 and BigInteger'; From = { [uint64]::MaxValue }; To = { [bigint][uint64]::MaxValue }; Types = 'UInt64', 'BigInteger' }
        @{ Name = 'hashtable and custom object'; From = { @{ a = 1; b = @{ c = 2 } } }; To = { [pscustomobject]@{ b = [pscustomobject]@{ c = 2 }; a = 1 } }; Types = 'Hashtable', 'PSCustomObject' }
        @{ Name = 'ordered and hashtable'; From = { [ordered]@{ b = 1; a = 2 } }; To = { @{ a = 2; b = 1 } }; Types = 'OrderedDictionary', 'Hashtable' }
        @{ Name = 'string[] and object[]'; From = { , [string[]]('a', 'b') }; To = { , [object[]]('a', 'b') }; Types = 'String[]', 'Object[]' }
        @{ Name = 'int[] and long[]'; From = { , [int[]](1, 2) }; To = { , [long[]](1, 2) }; Types = 'Int32[]', 'Int64[]' }
        @{ Name = 'list and array'; From = { , [Collections.Generic.List[object]](1, 2) }; To = { , @(1, 2) }; Types = 'List[Object]', 'Object[]' }
        @{ Name = 'byte[] and object[]'; From = { , [byte[]](1, 2, 255) }; To = { , @(1, 2, 255) }; Types = 'Byte[]', 'Object[]' }
        @{ Name = 'a Guid and its text'; From = { [guid]'8b9f3a0e-30d4-4cc1-8c2e-3c7f1a5a2b11' }; To = { '8b9f3a0e-30d4-4cc1-8c2e-3c7f1a5a2b11' }; Types = 'Guid', 'String' }
        @{ Name = 'an instant as two types'; From = { [datetimeoffset]'2024-03-31T12:00:00+02:00' }; To = { [datetime]::SpecifyKind('2024-03-31T10:00:00', 'Utc') }; Types = 'DateTimeOffset', 'DateTime' }
    ) {
        $from = New-SnapshotOf (& $From)
        $to = New-SnapshotOf (& $To)

        foreach ($pair in @(, ($from, $to)) + , ($to, $from)) {
            Compare-RunSnapshot $pair[0] $pair[1] | Should -BeNullOrEmpty
            Compare-RunSnapshot $pair[0] $pair[1] -As Text | Should -BeNullOrEmpty
            @((Compare-RunSnapshot $pair[0] $pair[1] -As Summary).PSObject.Properties) | Should -HaveCount 0
            (Compare-RunSnapshot $pair[0] $pair[1] -IncludeEqual | Where-Object Path -EQ /executionContext/k).Kind | Should -Be Equal
            ($pair[1] | Compare-RunSnapshot $pair[0] -GroupBy Difference).ChangeCount | Should -Be 0
            Compare-RunSnapshot $pair[0] $pair[1] -As JsonPatch | Should -Be '[]'
            $patch = Compare-RunSnapshot $pair[0] $pair[1] -As JsonPatch -IncludeType
            Compare-RunSnapshot ($pair[0] | Update-RunSnapshot -Patch $patch) $pair[1] -IncludeType | Should -BeNullOrEmpty
        }

        $change = @(Compare-RunSnapshot $from $to -IncludeType | Where-Object Path -EQ /executionContext/k)
        $change | Should -HaveCount 1
        "$($change[0])" | Should -BeLike "Changed /executionContext/k: * ($([WildcardPattern]::Escape($Types[0]))) -> * ($([WildcardPattern]::Escape($Types[1])))"
        $text = Compare-RunSnapshot $from $to -IncludeType -As Text
        $text -join "`n" | Should -Match ([regex]::Escape("($($Types[0]))"))
        $text -join "`n" | Should -Match ([regex]::Escape("($($Types[1]))"))
        (Compare-RunSnapshot $from $to -IncludeType -As Summary).ExecutionContext.Keys | Should -Be k
        ($to | Compare-RunSnapshot $from -GroupBy Difference -IncludeType).ChangeCount | Should -BeGreaterThan 0
    }

    It 'finds a change if the meaning differs: <Name>' -ForEach @(
        @{ Name = 'a number and its text'; From = { 1 }; To = { '1' } }
        @{ Name = 'a truth value and its text'; From = { $true }; To = { 'True' } }
        @{ Name = 'null and an empty text'; From = { $null }; To = { '' } }
        @{ Name = 'an item and a list of it'; From = { 1 }; To = { , @(1) } }
        @{ Name = 'two numbers near each other'; From = { 0.1d }; To = { 0.10000000000000000001d } }
        @{ Name = 'one clock time of two kinds'; From = { [datetime]'2024-03-31T10:00:00' }; To = { [datetime]::SpecifyKind('2024-03-31T10:00:00', 'Utc') } }
        @{ Name = 'texts of two offsets, which are no times'; From = { '2024-03-31T12:00:00.0000000+02:00' }; To = { '2024-03-31T10:00:00.0000000+00:00' } }
        @{ Name = 'two names in case'; From = { @{ a = 1 } }; To = { @{ A = 1 } } }
    ) {
        Compare-RunSnapshot (New-SnapshotOf (& $From)) (New-SnapshotOf (& $To)) | Should -Not -BeNullOrEmpty
    }

    It 'treats one instant with two offsets as equal, even if types are compared' {
        $from = New-SnapshotOf ([datetimeoffset]'2024-03-31T12:00:00+02:00')
        $to = New-SnapshotOf ([datetimeoffset]'2024-03-31T10:00:00+00:00')

        Compare-RunSnapshot $from $to | Should -BeNullOrEmpty
        Compare-RunSnapshot $from $to -IncludeType | Should -BeNullOrEmpty
    }

    It 'finds no change in a file read as objects and as hashtables' {
        $json = '{"jobs":{"build":{"runs-on":"ubuntu","steps":[{"id":1,"at":"2024-03-31T10:00:00Z"},{"id":2.5,"tags":["a","b"],"none":null}],"empty":{},"list":[]}}}'
        $objects = New-SnapshotOf ($json | ConvertFrom-Json)
        $tables = New-SnapshotOf ($json | ConvertFrom-Json -AsHashtable)

        Compare-RunSnapshot $objects $tables | Should -BeNullOrEmpty
        Compare-RunSnapshot $tables $objects | Should -BeNullOrEmpty
        Compare-RunSnapshot $objects $tables -IncludeType | Should -Not -BeNullOrEmpty
    }

    It 'ignores the order of the items of sets' {
        $from = New-SnapshotOf ([Collections.Generic.HashSet[string]]::new([string[]]('a', 'b', 'c')))
        $to = New-SnapshotOf ([Collections.Generic.HashSet[string]]::new([string[]]('c', 'a', 'd')))

        Compare-RunSnapshot $from (New-SnapshotOf ([Collections.Generic.HashSet[string]]::new([string[]]('c', 'b', 'a')))) | Should -BeNullOrEmpty
        Compare-RunSnapshot $from $to | ForEach-Object { "$($_.Kind) $($_.From)$($_.To)" } | Should -Be 'Removed b', 'Added d'
    }

    It 'puts runs that differ from the reference only in types into its group' {
        $good = New-WorkflowRun w good
        Set-WorkflowRun $good -StepId a -Output @{ n = 1 }
        $reference = New-RunSnapshot $good
        $runs = foreach ($value in 1, [long]1, 1.0, 2, [long]2) {
            $run = New-WorkflowRun w "run-$([guid]::NewGuid())"
            Set-WorkflowRun $run -StepId a -Output ([pscustomobject]@{ n = $value })
            New-RunSnapshot $run
        }

        $groups = $runs | Compare-RunSnapshot $reference -GroupBy Difference -Path /stepResults
        $groups | ForEach-Object { "$($_.Count) $($_.ChangeCount)" } | Should -Be '3 0', '2 1'
    }
}
