#Requires -Version 7.4

# The extreme values of each type of the README's table, written in one time zone and culture and read in others.
Describe 'Extreme values of types' {
    BeforeDiscovery {
        $zones = 'UTC', 'Pacific/Kiritimati', 'Etc/GMT+12', 'Europe/Amsterdam', 'America/New_York', 'Asia/Kathmandu'
        $cultures = 'en-US', 'tr-TR', 'th-TH', 'fi-FI', 'ar-SA', 'sv-SE', 'fa-IR'
        $places = foreach ($i in 0..($zones.Count - 1)) { @{ Zone = $zones[$i]; Culture = $cultures[$i] } }
        $places += @{ Zone = 'UTC'; Culture = $cultures[-1] }
    }

    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        $places = @(
            @('UTC', 'tr-TR'), @('Pacific/Kiritimati', 'th-TH'), @('Etc/GMT+12', 'fi-FI'), @('Europe/Amsterdam', 'ar-SA'), @('America/New_York', 'sv-SE'), @('Asia/Kathmandu', 'fa-IR')
        )

        function Invoke-At([string] $Zone, [string] $Culture, [scriptblock] $Script) {
            $before = [cultureinfo]::CurrentCulture
            $zoneBefore = $env:TZ
            try {
                $env:TZ = $Zone
                [TimeZoneInfo]::ClearCachedData()
                [cultureinfo]::CurrentCulture = $Culture
                & $Script
            } finally {
                [cultureinfo]::CurrentCulture = $before
                $env:TZ = $zoneBefore
                [TimeZoneInfo]::ClearCachedData()
            }
        }

        function New-Extreme {
            $values = [ordered]@{}
            foreach ($type in [byte], [sbyte], [int16], [uint16], [int], [uint32], [long], [uint64], [single], [double], [decimal], [half], [int128], [uint128], [intptr], [uintptr], [timespan], [dateonly], [timeonly], [datetimeoffset], [char]) {
                $values["$($type.Name) least"] = $type::MinValue
                $values["$($type.Name) greatest"] = $type::MaxValue
            }
            foreach ($type in [single], [double], [half]) {
                foreach ($name in 'NaN', 'PositiveInfinity', 'NegativeInfinity', 'Epsilon') { $values["$($type.Name) $name"] = $type::$name }
                $values["$($type.Name) -0"] = -($type::Parse('0', [cultureinfo]::InvariantCulture))
            }
            $values['decimal of the finest scale'] = [decimal]::new(1, 0, 0, $true, 28)
            $values['decimal zero with scale'] = [decimal]::new(0, 0, 0, $false, 28)
            $values['decimal negative zero'] = [decimal]::new(0, 0, 0, $true, 1)
            $values['BigInteger'] = [bigint]::Pow(-7, 501)
            $values['BigInteger small'] = [bigint]::Zero
            foreach ($kind in 'Utc', 'Local', 'Unspecified') {
                foreach ($end in 'MinValue', 'MaxValue') {
                    $values["DateTime $end $kind"] = [datetime]::SpecifyKind([datetime]::$end, $kind)
                    $near = if ($end -eq 'MinValue') { [datetime]::MinValue.AddHours(30) } else { [datetime]::MaxValue.AddHours(-30) }
                    $values["DateTime near $end $kind"] = [datetime]::SpecifyKind($near, $kind)
                }
            }
            $values['DateTimeOffset of the greatest offset'] = [datetimeoffset]::new(2024, 2, 29, 23, 59, 59, [timespan]::FromHours(14))
            $values['DateTimeOffset least of the greatest offset'] = [datetimeoffset]::new([datetime]::MinValue.AddHours(14), [timespan]::FromHours(14))
            $values['DateTimeOffset greatest of the least offset'] = [datetimeoffset]::new([datetime]::MaxValue.AddHours(-14), [timespan]::FromHours(-14))
            $values['Version'] = [version]::new([int]::MaxValue, 0, 0, [int]::MaxValue)
            $values['Version of two parts'] = [version]'0.0'
            $values['SemanticVersion'] = [semver]'2147483647.0.0-İı+x'.Replace('İı', 'alpha')
            $values['Guid empty'] = [guid]::Empty
            $values['Uri'] = [uri]'ı/../%C3%A9?q=#'
            $values['IPAddress'] = [ipaddress]'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff%4294967295'
            $values['IPAddress zero'] = [ipaddress]'0.0.0.0'
            $values['byte[] empty'] = [byte[]]::new(0)
            $values['byte[]'] = [byte[]](0..255)
            $values['char surrogate'] = [char]0xD800
            $values['string'] = "İıI`0`u{FEFF}" + [char]0xDFFF
            $values['keys'] = @{ [datetime]::MaxValue = 1; [double]::MinValue = 2; -1 = 3; [long]::MinValue = 4; $true = 5; I = 6; ı = 7 }
            $values['int[]'] = [int[]]([int]::MinValue, 0, [int]::MaxValue)
            $values['List[datetime]'] = [Collections.Generic.List[datetime]]([datetime]::MinValue, [datetime]::MaxValue)
            $values
        }

        # Describes a value and its type in one line, independent of culture and time zone.
        function Get-Spelling($Value) {
            if ($null -eq $Value) { return 'null' }
            $type = $Value.GetType().FullName
            $invariant = [cultureinfo]::InvariantCulture
            $text = switch ($Value) {
                { $_ -is [double] } { [BitConverter]::DoubleToInt64Bits($_); break }
                { $_ -is [single] } { [BitConverter]::SingleToInt32Bits($_); break }
                { $_ -is [half] } { [BitConverter]::HalfToInt16Bits($_); break }
                { $_ -is [decimal] } { [decimal]::GetBits($_) -join ','; break }
                { $_ -is [datetime] } { "$($_.Ticks.ToString($invariant)) $($_.Kind)"; break }
                { $_ -is [datetimeoffset] } { "$($_.Ticks.ToString($invariant)) $($_.Offset.Ticks.ToString($invariant))"; break }
                { $_ -is [timespan] -or $_ -is [timeonly] } { $_.Ticks.ToString($invariant); break }
                { $_ -is [dateonly] } { $_.DayNumber.ToString($invariant); break }
                { $_ -is [char] } { [int]$_; break }
                { $_ -is [string] } { [int[]][char[]]$_ -join ','; break }
                { $_ -is [Collections.IDictionary] } { @($_.GetEnumerator() | ForEach-Object { "$(Get-Spelling $_.Key)=$(Get-Spelling $_.Value)" } | Sort-Object -Culture '') -join ';'; break }
                { $_ -is [Collections.IEnumerable] } { @($_ | ForEach-Object { Get-Spelling $_ }) -join ';'; break }
                { $_ -is [IFormattable] } { $_.ToString($null, $invariant); break }
                default { "$_" }
            }
            "$type $text"
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    It 'keeps every value that <Zone> and <Culture> wrote, wherever it is read' -ForEach $places {
        $written = Invoke-At $Zone $Culture {
            $values = New-Extreme
            $run = New-WorkflowRun w r -InputData @{ values = @($values.Values) }
            Set-WorkflowRun $run -Context $values -StepId s -Output $values
            $spelled = @{}
            foreach ($name in $values.Keys) { $spelled[$name] = Get-Spelling $values[$name] }
            @{ Json = New-RunSnapshot $run | ConvertTo-RunSnapshotJson; Spelled = $spelled; Snapshot = New-RunSnapshot $run }
        }

        foreach ($place in $places) {
            $wrong = Invoke-At $place[0] $place[1] {
                Test-RunSnapshot $written.Json | Should -BeTrue
                $read = $written.Json | ConvertFrom-RunSnapshotJson
                Compare-RunSnapshot $written.Snapshot $read -IncludeType
                foreach ($name in $written.Spelled.Keys) {
                    # A local time returns as the same instant. Only the extreme values return unchanged in every time zone.
                    if ($place[0] -ne $Zone -and $name -like 'DateTime near * Local') {
                        $value = $read.ExecutionContext[$name]
                        if ($value -isnot [datetime] -or $value.Kind -ne 'Local') { "$name is $($value.GetType()) $($value.Kind)" }
                        continue
                    }
                    foreach ($value in $read.ExecutionContext[$name], $read.StepResults.s.Output[$name]) {
                        $found = Get-Spelling $value
                        if ($found -cne $written.Spelled[$name]) { "${name}: $($written.Spelled[$name]) became $found" }
                    }
                }
                # A second export writes the same text.
                if (($read | ConvertTo-RunSnapshotJson) -cne $written.Json) { 'The second export differs.' }
            }
            $wrong | Should -BeNullOrEmpty -Because "$Zone $Culture is read in $place"
        }
    }

    # Windows does not read the time zone from TZ.
    It 'keeps the instant of a local time' -Skip:$IsWindows {
        $json = Invoke-At 'Europe/Amsterdam' 'fi-FI' {
            $run = New-WorkflowRun w r
            Set-WorkflowRun $run -Context @{ winter = [datetime]::SpecifyKind('2024-10-27T02:30:00', 'Local'); early = [datetime]::SpecifyKind([datetime]::MinValue.AddDays(1), 'Local') }
            New-RunSnapshot $run | ConvertTo-RunSnapshotJson
        }
        Invoke-At 'Asia/Tokyo' 'th-TH' {
            $context = ($json | ConvertFrom-RunSnapshotJson).ExecutionContext
            $context['winter'].ToUniversalTime().ToString('s', [cultureinfo]::InvariantCulture) | Should -Be '2024-10-27T01:30:00'
            $context['early'].Kind | Should -Be Local
        }
    }

    It 'writes times of logs and of the snapshot the same in every zone and culture' {
        $texts = foreach ($place in $places) {
            Invoke-At $place[0] $place[1] {
                $run = New-RunSnapshot ([pscustomobject]@{
                        RunId = 'r'; WorkflowId = 'w'; Status = 'Running'
                        Logs = @([pscustomobject]@{ Timestamp = [datetimeoffset]::MaxValue; Description = 'last' }, [pscustomobject]@{ Timestamp = [datetimeoffset]::MinValue; Description = 'first' })
                    })
                ($run | ConvertTo-RunSnapshotJson | ConvertFrom-Json).logs | ConvertTo-Json -Compress
                $read = $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson
                $read.Logs[0].Timestamp | Should -Be ([datetimeoffset]::FromUnixTimeMilliseconds([datetimeoffset]::MaxValue.ToUnixTimeMilliseconds()))
                $read.Logs[1].Timestamp | Should -Be ([datetimeoffset]::MinValue)
            }
        }
        $texts | Select-Object -Unique | Should -HaveCount 1
    }
}
