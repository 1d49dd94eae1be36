#Requires -Version 7.4

Describe 'Types of values at their limits, collections and keys' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        # Captures a value as the output of a step, exports and imports the snapshot, and returns the imported value.
        function Restore-Value($Value) {
            $file = Join-Path $TestDrive value.json
            Set-WorkflowRun $run -StepId s -Output $Value
            New-RunSnapshot $run | Export-RunSnapshot $file
            , (Import-RunSnapshot $file -NoRegister).StepResults['s'].Output
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun w types-1
    }

    Context 'Scalars' {
        It 'keeps the type and the value of <_.ToString().Trim()>' -ForEach @(
            { [IntPtr]-5 }
            { [UIntPtr]5 }
            { [Half]::NaN }
            { [Half]0.5 }
            { [Half]-0.0 }
            { [float]-0.0 }
            { [float]::NegativeInfinity }
            { 1e-7 }
            { [double]::MaxValue }
            { [decimal]::MinValue }
            { [Int128]::MinValue }
            { [Int128]::MaxValue }
            { [UInt128]::MaxValue }
            { [char]0 }
            { [char]0xD800 }
            { [guid]::Empty }
            { [semver]'7.4.0-preview.1+build' }
            { [uri]'a/b?c=ü' }
            { [ipaddress]'10.0.0.1' }
            { [ipaddress]'fe80::1' }
            { [ipaddress]'fe80::1%3' }
            { [mailaddress]'Anna Ops <anna@example.com>' }
            { [timespan]::MinValue }
            { [datetime]::MaxValue }
            { [DateTimeOffset]::MinValue }
            { [TimeOnly]::MaxValue }
        ) {
            $value = & $_
            $back = Restore-Value $value

            $back.GetType() | Should -Be $value.GetType()
            $back.Equals($value) | Should -BeTrue
            "$back" | Should -BeExactly "$value"
        }

        It 'returns an address of a derived type as an IP address' {
            $back = Restore-Value ([ipaddress]::Loopback)
            $back.GetType() | Should -Be ([ipaddress])
            $back.Equals([ipaddress]::Loopback) | Should -BeTrue
        }

        It 'keeps the sign of negative zero' {
            [double]::IsNegative((Restore-Value (-0.0))) | Should -BeTrue
        }

        It 'keeps lone surrogates' {
            $text = "a$([char]0xD800)b$([char]0xDC00)"
            [string]::Equals((Restore-Value $text), $text, 'Ordinal') | Should -BeTrue
        }

        It 'returns <Name> as <Back>' -ForEach @(
            @{ Name = 'an enumeration value'; Value = [DayOfWeek]::Monday; Back = 'Monday' }
            @{ Name = 'a switch'; Value = [switch]$true; Back = $true }
        ) {
            $found = Restore-Value $Value
            $found.GetType() | Should -Be $Back.GetType()
            $found | Should -BeExactly $Back
        }
    }

    Context 'Lists' {
        It 'keeps <Name>' -ForEach @(
            @{ Name = 'an int[]'; Value = [int[]](1, 2); Items = '1 2' }
            @{ Name = 'a long[]'; Value = [long[]](1, 5000000000); Items = '1 5000000000' }
            @{ Name = 'a string[] with a null'; Value = [string[]]('a', $null); Items = 'a ' }
            @{ Name = 'a bool[]'; Value = [bool[]]($true, $false); Items = 'True False' }
            @{ Name = 'a double[] with NaN'; Value = [double[]](1, [double]::NaN); Items = '1 NaN' }
            @{ Name = 'a guid[]'; Value = [guid[]]@([guid]::Empty); Items = '00000000-0000-0000-0000-000000000000' }
            @{ Name = 'an empty int[]'; Value = [int[]]@(); Items = '' }
            @{ Name = 'an empty object[]'; Value = @(); Items = '' }
            @{ Name = 'a List[object]'; Value = [System.Collections.Generic.List[object]](1, 'a'); Items = '1 a' }
            @{ Name = 'a List[string]'; Value = [System.Collections.Generic.List[string]]('a', 'b'); Items = 'a b' }
            @{ Name = 'an empty List[int]'; Value = [System.Collections.Generic.List[int]]::new(); Items = '' }
            @{ Name = 'a HashSet[string]'; Value = [System.Collections.Generic.HashSet[string]][string[]]('b', 'a'); Items = 'b a' }
            @{ Name = 'an empty HashSet[datetime]'; Value = [System.Collections.Generic.HashSet[datetime]]::new(); Items = '' }
            @{ Name = 'an ArrayList'; Value = [System.Collections.ArrayList](1, 'a'); Items = '1 a' }
        ) {
            $back = Restore-Value $Value
            $back.GetType() | Should -Be $Value.GetType()
            "$back" | Should -BeExactly $Items
        }

        It 'returns <Name> as an array' -ForEach @(
            @{ Name = 'an array of enumeration values'; Value = [DayOfWeek[]]('Monday', 'Friday'); Items = 'Monday Friday' }
            @{ Name = 'a Queue[int]'; Value = [System.Collections.Generic.Queue[int]][int[]](1, 2); Items = '1 2' }
        ) {
            $back = Restore-Value $Value
            $back.GetType() | Should -Be ([object[]])
            "$back" | Should -BeExactly $Items
        }

        It 'keeps the shape of arrays of arrays' {
            $grid = [int[, ]]::new(2, 3)
            $grid[1, 2] = 6
            $back = Restore-Value $grid
            $back.Count | Should -Be 2
            $back[1].GetType() | Should -Be ([int[]])
            $back[1][2] | Should -Be 6

            $jagged = [int[][]]::new(2)
            $jagged[0] = @(1)
            $jagged[1] = 2, 3
            $back = Restore-Value $jagged
            $back.Count | Should -Be 2
            $back[1].GetType() | Should -Be ([int[]])
            $back[1] | Should -Be 2, 3

            (Restore-Value ([int[, ]]::new(0, 3))).Count | Should -Be 0
        }
    }

    Context 'Dictionaries' {
        It 'keeps a Dictionary[string, <Name>], empty or not' -ForEach @(
            @{ Name = 'int'; Type = [System.Collections.Generic.Dictionary[string, int]]; Value = 1 }
            @{ Name = 'string'; Type = [System.Collections.Generic.Dictionary[string, string]]; Value = '1' }
            @{ Name = 'object'; Type = [System.Collections.Generic.Dictionary[string, object]]; Value = 1 }
            @{ Name = 'guid'; Type = [System.Collections.Generic.Dictionary[string, guid]]; Value = [guid]::Empty }
        ) {
            $dictionary = $Type::new()
            $empty = Restore-Value $dictionary
            $empty.GetType() | Should -Be $Type
            $empty.Count | Should -Be 0

            $dictionary['a'] = $Value
            $back = Restore-Value $dictionary
            $back.GetType() | Should -Be $Type
            $back['a'].Equals($Value) | Should -BeTrue
        }

        It 'returns <Name> as <Type>' -ForEach @(
            @{ Name = 'a dictionary with numbers as keys'; Type = 'OrderedDictionary'; Key = 7; Value = 'b'; Make = { $map = [System.Collections.Generic.Dictionary[int, string]]::new(); $map[7] = 'b'; $map } }
            @{ Name = 'an ExpandoObject'; Type = 'OrderedDictionary'; Key = 'x'; Value = 1; Make = { $map = [System.Dynamic.ExpandoObject]::new(); ([System.Collections.Generic.IDictionary[string, object]]$map).Add('x', 1); , $map } }
            @{ Name = 'a sorted dictionary'; Type = 'OrderedDictionary'; Key = 'k'; Value = 'a'; Make = { $map = [System.Collections.Generic.SortedDictionary[string, string]]::new(); $map['k'] = 'a'; $map } }
            @{ Name = 'a synchronized hashtable'; Type = 'Hashtable'; Key = 'x'; Value = 1; Make = { [hashtable]::Synchronized(@{ x = 1 }) } }
        ) {
            $back = Restore-Value (& $Make)
            $back.GetType().Name | Should -BeExactly $Type
            $back.Keys | Should -BeOfType $Key.GetType()
            $back[[object]$Key] | Should -BeExactly $Value
        }

        It 'keeps the type of the key <_.ToString().Trim()> of a hashtable and an ordered dictionary' -ForEach @(
            { 5 }
            { [long]5 }
            { $true }
            { [char]'x' }
            { 1.5 }
            { 1.50d }
            { [guid]'6f9619ff-8b86-d011-b42d-00c04fc964ff' }
            { [datetime]::new(2030, 1, 2, 3, 4, 5, 6, [DateTimeKind]::Utc).AddTicks(7) }
            { [version]'1.2' }
            { 'text~/' }
            { '' }
        ) {
            $key = & $_
            foreach ($map in @{ $key = 'v' }, [ordered]@{ $key = 'v' }) {
                $found = @((Restore-Value @{ in = $map }).in.Keys)[0]
                $found.GetType() | Should -Be $key.GetType()
                $found.Equals($key) | Should -BeTrue
            }
        }

        It 'returns a key of another type as text' {
            (Restore-Value @{ [DayOfWeek]::Monday = 1 }).Keys | Should -BeOfType string
            (Restore-Value @{ [DayOfWeek]::Monday = 1 }).Keys | Should -BeExactly 'Monday'
        }

        It 'keeps keys that differ only in case' {
            $map = [hashtable]::new([StringComparer]::Ordinal)
            $map.a = 1
            $map.A = 2
            $back = Restore-Value $map

            $back['a'], $back['A'] | Should -Be 1, 2
        }

        It 'keeps all values of a name in a name-value collection' {
            $back = Restore-Value ([System.Web.HttpUtility]::ParseQueryString('b=2&a=1&a=3'))

            $back.Keys | Should -BeExactly 'b', 'a'
            $back.b | Should -BeExactly '2'
            $back.a | Should -BeExactly '1', '3'
        }
    }

    Context 'Imports' {
        It 'applies only type notes that are in the list and fit the value: <Note> on <Text>' -ForEach @(
            @{ Pointer = '/output'; Note = 'list'; Pointer2 = '/output/~'; Note2 = 'int32'; Text = '[1,"x"]'; Type = 'List`1' }
            @{ Pointer = '/output'; Note = 'dictionary'; Pointer2 = '/output/~'; Note2 = 'int32'; Text = '{"a":"x"}'; Type = 'Dictionary`2' }
            @{ Pointer = '/output'; Note = 'System.Diagnostics.Process'; Pointer2 = '/output/~'; Note2 = 'process'; Text = '[1]'; Type = 'Object[]' }
            @{ Pointer = '/output'; Note = 'list'; Pointer2 = '/output/~'; Note2 = 'list'; Text = '[1]'; Type = 'List`1' }
            @{ Pointer = '/output'; Note = 'hashtable'; Pointer2 = '/output/a~'; Note2 = 'list'; Text = '{"a":1}'; Type = 'Hashtable' }
            @{ Pointer = '/output'; Note = 'semanticVersion'; Pointer2 = '/x'; Note2 = 'x'; Text = '"no version"'; Type = 'String' }
            @{ Pointer = '/output'; Note = 'xml'; Pointer2 = '/x'; Note2 = 'x'; Text = '"<a"'; Type = 'String' }
        ) {
            Set-WorkflowRun $run -StepId s -Output 'here'
            $json = New-RunSnapshot $run | ConvertTo-RunSnapshotJson -Compress
            $noted = $json.Replace('"output":"here"', "`"output`":$Text,`"valueTypes`":{`"$Pointer`":`"$Note`",`"$Pointer2`":`"$Note2`"}")

            ($noted | ConvertFrom-RunSnapshotJson).StepResults['s'].Output.GetType().Name | Should -BeExactly $Type
        }
    }
}
