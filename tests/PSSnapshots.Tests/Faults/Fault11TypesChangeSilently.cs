using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault11TypesChangeSilently : EngineTest
{
    public Fault11TypesChangeSilently() => Do("""
        $run = New-WorkflowRun w $id
        function Back($value) {
            Set-WorkflowRun $run -InputData $value
            New-RunSnapshot $run | Export-RunSnapshot a.json
            , (Import-RunSnapshot a.json -NoRegister).Input
        }
        function Text($value) {
            if ($value -is [datetime] -or $value -is [DateTimeOffset]) { $value.ToString('o') } elseif ($value -is [array]) { $value -join ',' } else { "$value" }
        }
        """);

    [Theory]
    [InlineData("[bigint]::Parse('123456789012345678901234567890')")]
    [InlineData("[bigint]5")]
    [InlineData("[datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Utc)")]
    [InlineData("[datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Local)")]
    [InlineData("[datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Unspecified)")]
    [InlineData("[DateTimeOffset]::new(2030, 1, 2, 3, 4, 5, [timespan]::FromHours(5))")]
    [InlineData("[DateOnly]::new(2030, 1, 2)")]
    [InlineData("[TimeOnly]::new(1, 2, 3)")]
    [InlineData("[timespan]::new(1, 2, 3, 4, 5)")]
    [InlineData("1.10d")]
    [InlineData("[decimal]::MaxValue")]
    [InlineData("[double]::NaN")]
    [InlineData("[double]::PositiveInfinity")]
    [InlineData("[double]::NegativeInfinity")]
    [InlineData("[double]::Epsilon")]
    [InlineData("[float]::NaN")]
    [InlineData("[float]0.1")]
    [InlineData("[guid]'6f9619ff-8b86-d011-b42d-00c04fc964ff'")]
    [InlineData("[version]'1.2.3.4'")]
    [InlineData("[uri]'https://example.com/a?b=c'")]
    [InlineData("[char]'x'")]
    [InlineData("5")]
    [InlineData("[long]5")]
    [InlineData("[long]::MaxValue")]
    [InlineData("[ulong]::MaxValue")]
    [InlineData("[byte]5")]
    [InlineData("[sbyte]-5")]
    [InlineData("[int16]5")]
    [InlineData("[uint16]5")]
    [InlineData("[uint32]5")]
    [InlineData("$true")]
    [InlineData("'text'")]
    [InlineData("([byte[]](1, 2, 255))")]
    public void AValueComesBackWithItsType(string value) =>
        Assert.Equal(["True", "True"], Texts($"$value = {value}; $back = Back $value; $back.GetType() -eq $value.GetType(); (Text $back) -ceq (Text $value)"));

    [Fact]
    public void TypesAreKeptInsideOfContainersToo() =>
        Assert.Equal(["Hashtable", "OrderedDictionary", "b a", "DateTime Utc", "Decimal", "Guid", "PSCustomObject"], Texts("""
            $back = Back @{ list = @([datetime]::UtcNow, 1.5d); 'a/b~c' = [ordered]@{ b = [guid]::Empty; a = 1 }; custom = [pscustomobject]@{ x = 1 } }
            $back.GetType().Name; $back['a/b~c'].GetType().Name; $back['a/b~c'].Keys -join ' '
            "$($back.list[0].GetType().Name) $($back.list[0].Kind)"; $back.list[1].GetType().Name; $back['a/b~c'].b.GetType().Name; $back.custom.GetType().Name
            """));

    [Fact]
    public void NullAndEmptyContainersAreKeptApart() =>
        Assert.Equal(["True", "0", "0", "True"], Texts("""
            $back = Back @{ none = $null; array = @(); map = @{}; text = '' }
            $back.ContainsKey('none') -and $null -eq $back.none; $back.array.Count; $back.map.Count; $back.text -eq ''
            """));

    [Theory]
    [InlineData("$h = @{}; $h.self = $h; $h", "/input/self", "contains itself")]
    [InlineData("$l = [System.Collections.ArrayList]::new(); $l.Add(@{ 'x/y' = $l }) | Out-Null; , $l", "/input/0/x~1y", "contains itself")]
    [InlineData("$o = [pscustomobject]@{ a = 1 }; $o.PSObject.Properties.Add([psnoteproperty]::new('me', $o)); $o", "/input/me", "contains itself")]
    [InlineData("$d = $h = @{}; 1..600 | ForEach-Object { $d.n = @{}; $d = $d.n }; $h", "/input/n/n/n", "deeper than 512")]
    [InlineData("$h = [hashtable]::new([StringComparer]::Ordinal); $h['1'] = 1; $h[1] = 2; $h", "/input/1", "two keys")]
    [InlineData("@{ stream = [System.IO.MemoryStream]::new() }", "/input/stream", "System.IO.MemoryStream")]
    [InlineData("@{ block = { 1 } }", "/input/block", "ScriptBlock")]
    public void WhatCannotBeKeptIsAnErrorThatNamesItsPath(string value, string path, string reason)
    {
        ErrorRecord error = Fails(
            $"$value = & {{ {value} }}; Set-WorkflowRun $run -InputData $value",
            "UnsupportedValue,PSSnapshots.Commands.SetWorkflowRunCommand", ErrorCategory.InvalidType);

        Assert.Contains($"'{path}", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameObjectTwiceIsNoCycle() =>
        Assert.Equal(["1 1"], Texts("$shared = @{ x = 1 }; $back = Back @{ a = $shared; b = $shared }; \"$($back.a.x) $($back.b.x)\""));
}
