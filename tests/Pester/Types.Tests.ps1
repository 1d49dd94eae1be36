#Requires -Version 7.4

# The original changed types silently: fault 11.
Describe 'Types of values' -Tag Fault11 {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        # Returns a value after a round trip through a file. The comma keeps an array from being unrolled.
        function Get-Imported($Value) {
            $run = New-WorkflowRun w
            Set-WorkflowRun $run -InputData $Value
            New-RunSnapshot $run | Export-RunSnapshot TestDrive:/value.json
            , (Import-RunSnapshot TestDrive:/value.json -NoRegister).Input
        }

        function Get-ExactText($Value) {
            if ($Value -is [datetime] -or $Value -is [DateTimeOffset]) { $Value.ToString('o') } elseif ($Value -is [array]) { $Value -join ',' } else { "$Value" }
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    It 'keeps the type and value of <Name>' -ForEach @(
        @{ Name = 'a bigint beyond 64 bits'; Value = [bigint]::Parse('123456789012345678901234567890') }
        @{ Name = 'a small bigint'; Value = [bigint]5 }
        @{ Name = 'a UTC datetime'; Value = [datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Utc) }
        @{ Name = 'a local datetime'; Value = [datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Local) }
        @{ Name = 'a datetime without a kind'; Value = [datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Unspecified) }
        @{ Name = 'a DateTimeOffset'; Value = [DateTimeOffset]::new(2030, 1, 2, 3, 4, 5, [timespan]::FromHours(5)) }
        @{ Name = 'a DateTimeOffset with ticks'; Value = [DateTimeOffset]'2026-11-23T01:02:03.4567891+02:00' }
        @{ Name = 'a DateOnly'; Value = [DateOnly]::new(2030, 1, 2) }
        @{ Name = 'a TimeOnly'; Value = [TimeOnly]::new(1, 2, 3) }
        @{ Name = 'a timespan'; Value = [timespan]::new(1, 2, 3, 4, 5) }
        @{ Name = 'a decimal with its scale'; Value = 1.10d }
        @{ Name = 'the largest decimal'; Value = [decimal]::MaxValue }
        @{ Name = 'double NaN'; Value = [double]::NaN }
        @{ Name = 'double infinity'; Value = [double]::PositiveInfinity }
        @{ Name = 'double negative infinity'; Value = [double]::NegativeInfinity }
        @{ Name = 'the smallest double'; Value = [double]::Epsilon }
        @{ Name = 'a double'; Value = 0.1 }
        @{ Name = 'float NaN'; Value = [float]::NaN }
        @{ Name = 'a float'; Value = [float]0.1 }
        @{ Name = 'a guid'; Value = [guid]'6f9619ff-8b86-d011-b42d-00c04fc964ff' }
        @{ Name = 'a version'; Value = [version]'1.2.3.4' }
        @{ Name = 'a URI'; Value = [uri]'https://example.com/a?b=c' }
        @{ Name = 'a char'; Value = [char]'x' }
        @{ Name = 'an int'; Value = 5 }
        @{ Name = 'a long'; Value = [long]5 }
        @{ Name = 'the largest long'; Value = [long]::MaxValue }
        @{ Name = 'the largest ulong'; Value = [ulong]::MaxValue }
        @{ Name = 'a byte'; Value = [byte]5 }
        @{ Name = 'an sbyte'; Value = [sbyte]-5 }
        @{ Name = 'an int16'; Value = [int16]5 }
        @{ Name = 'a uint16'; Value = [uint16]5 }
        @{ Name = 'a uint32'; Value = [uint32]5 }
        @{ Name = 'a bool'; Value = $true }
        @{ Name = 'a string'; Value = 'text' }
        @{ Name = 'a byte array'; Value = [byte[]](1, 2, 255) }
    ) {
        $imported = Get-Imported $Value
        $imported.GetType() | Should -Be $Value.GetType()
        Get-ExactText $imported | Should -BeExactly (Get-ExactText $Value)
    }

    It 'keeps types inside containers' {
        $imported = Get-Imported @{
            list     = @([datetime]::UtcNow, 1.5d)
            'a/b~c'  = [ordered]@{ b = [guid]::Empty; a = 1 }
            custom   = [pscustomobject]@{ x = 1 }
            captured = [byte[]](0, 255)
        }

        $imported | Should -BeOfType hashtable
        $imported['a/b~c'] | Should -BeOfType System.Collections.Specialized.OrderedDictionary
        $imported['a/b~c'].Keys | Should -BeExactly 'b', 'a'
        $imported['a/b~c'].b | Should -BeOfType guid
        $imported.list[0] | Should -BeOfType datetime
        $imported.list[0].Kind | Should -Be 'Utc'
        $imported.list[1] | Should -BeOfType decimal
        $imported.custom.GetType().Name | Should -BeExactly 'PSCustomObject'
        , $imported.captured | Should -BeOfType byte[]
    }

    It 'distinguishes null, empty arrays, empty dictionaries and empty strings' {
        $imported = Get-Imported @{ none = $null; array = @(); map = @{}; text = '' }

        $imported.ContainsKey('none') | Should -BeTrue
        $null -eq $imported.none | Should -BeTrue
        , $imported.array | Should -BeOfType object[]
        $imported.array.Count | Should -Be 0
        $imported.map | Should -BeOfType hashtable
        $imported.map.Count | Should -Be 0
        $imported.text | Should -BeExactly ''
    }

    It 'keeps a value of 200 levels' {
        $deep = 'end'
        foreach ($level in 1..200) { $deep = @{ inner = $deep } }
        $value = Get-Imported $deep
        foreach ($level in 1..200) { $value = $value.inner }

        $value | Should -BeExactly 'end'
    }

    It 'accepts an object that is referenced twice' {
        $shared = @{ x = 1 }
        $imported = Get-Imported @{ a = $shared; b = $shared; c = [pscustomobject]@{ d = $shared } }

        $imported.a.x | Should -Be 1
        $imported.b.x | Should -Be 1
        $imported.c.d.x | Should -Be 1
    }

    Context 'that cannot be stored' {
        BeforeEach {
            $run = New-WorkflowRun w
        }

        It 'refuses <Name>, and names its path' -ForEach @(
            @{ Name = 'a hashtable that contains itself'; Path = '/self'; Reason = 'contains itself'; Make = { $map = @{}; $map.self = $map; $map } }
            @{ Name = 'a list that contains itself'; Path = '/0/x~1y'; Reason = 'contains itself'
                Make = { $list = [System.Collections.ArrayList]::new(); $null = $list.Add(@{ 'x/y' = $list }); , $list } }
            @{ Name = 'an object that contains itself'; Path = '/me'; Reason = 'contains itself'
                Make = { $one = [pscustomobject]@{ a = 1; me = $null }; $one.me = $one; $one } }
            @{ Name = 'more than 512 levels of hashtables'; Path = '/n/n/n'; Reason = 'deeper than 512'
                Make = { $last = $first = @{}; 1..600 | ForEach-Object { $last.n = @{}; $last = $last.n }; $first } }
            @{ Name = 'more than 512 levels of arrays'; Path = '/0/0/0'; Reason = 'deeper than 512'
                Make = { $deep = 1; foreach ($level in 1..600) { $deep = , $deep }; , $deep } }
            @{ Name = 'two keys with the same text'; Path = '/1'; Reason = 'two keys'
                Make = { $map = [hashtable]::new([StringComparer]::Ordinal); $map['1'] = 1; $map[1] = 2; $map } }
            @{ Name = 'a stream'; Path = '/stream'; Reason = 'System.IO.MemoryStream'; Make = { @{ stream = [System.IO.MemoryStream]::new() } } }
            @{ Name = 'a script block'; Path = '/block'; Reason = 'ScriptBlock'; Make = { @{ block = { 1 } } } }
            @{ Name = 'a script block in an array'; Path = '/a/0'; Reason = 'ScriptBlock'; Make = { @{ a = @({ 1 }) } } }
        ) {
            $value = & $Make
            $failed = Assert-SingleError { Set-WorkflowRun $run -InputData $value } 'UnsupportedValue,PSSnapshots.Commands.SetWorkflowRunCommand' InvalidType
            $failed.Exception.Message.Contains("'/input$Path", 'Ordinal') | Should -BeTrue -Because $failed.Exception.Message
            $failed.Exception.Message.Contains($Reason, 'Ordinal') | Should -BeTrue -Because $failed.Exception.Message

            { Set-WorkflowRun $run -StepId s -Output $value -ErrorAction Stop } |
                Should -Throw -ErrorId 'UnsupportedValue,PSSnapshots.Commands.SetWorkflowRunCommand' -ExpectedMessage "*'/stepResults/s/output$Path*"
            $run.Input | Should -BeNullOrEmpty
            $run.StepCount | Should -Be 0
        }
    }
}
