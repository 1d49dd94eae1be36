using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Fidelity;

/// <summary>What goes in comes out the same, with its type; or as the projection that the help names.</summary>
public sealed class FidelityTests : EngineTest
{
    public FidelityTests() => Do("""
        $run = New-WorkflowRun w $id
        function Back($value) {
            Set-WorkflowRun $run -StepId s -Output $value
            New-RunSnapshot $run | Export-RunSnapshot a.json
            , (Import-RunSnapshot a.json -NoRegister).StepResults['s'].Output
        }
        """);

    [Theory]
    [InlineData("[IntPtr]-5")]
    [InlineData("[UIntPtr]5")]
    [InlineData("[Half]::NaN")]
    [InlineData("[Half]0.5")]
    [InlineData("[Int128]::MaxValue")]
    [InlineData("[UInt128]::MaxValue")]
    [InlineData("[semver]'7.4.0-preview.1+build'")]
    [InlineData("[ipaddress]'10.0.0.1'")]
    [InlineData("[ipaddress]'fe80::1'")]
    [InlineData("[ipaddress]::Loopback", "IPAddress")]
    [InlineData("[mailaddress]'Anna Ops <anna@example.com>'")]
    [InlineData("[guid]::Empty")]
    public void AScalarComesBackWithItsType(string value, string? type = null) =>
        Assert.Equal([$"{type ?? (string?)Value($"({value}).GetType().Name")} True"], Texts($"$value = {value}; $back = Back $value; \"$($back.GetType().Name) $($back.Equals($value))\""));

    [Theory]
    [InlineData("[int[]](1, 2)", "Int32[]", "1 2")]
    [InlineData("[long[]](1, 5000000000)", "Int64[]", "1 5000000000")]
    [InlineData("[string[]]('a', $null)", "String[]", "a ")]
    [InlineData("[bool[]]($true, $false)", "Boolean[]", "True False")]
    [InlineData("[double[]](1, [double]::NaN)", "Double[]", "1 NaN")]
    [InlineData("[guid[]]@([guid]::Empty)", "Guid[]", "00000000-0000-0000-0000-000000000000")]
    [InlineData("[int[]]@()", "Int32[]", "")]
    [InlineData("@()", "Object[]", "")]
    [InlineData("[System.Collections.Generic.List[object]](1, 'a')", "List`1", "1 a")]
    [InlineData("[System.Collections.Generic.List[string]]('a', 'b')", "List`1", "a b")]
    [InlineData("[System.Collections.Generic.List[int]]::new()", "List`1", "")]
    [InlineData("[System.Collections.Generic.HashSet[string]][string[]]('b', 'a')", "HashSet`1", "b a")]
    [InlineData("[System.Collections.Generic.HashSet[datetime]]::new()", "HashSet`1", "")]
    [InlineData("[System.Collections.ArrayList](1, 'a')", "ArrayList", "1 a")]
    [InlineData("[System.DayOfWeek[]]('Monday', 'Friday')", "Object[]", "Monday Friday")]
    [InlineData("[System.Collections.Generic.Queue[int]][int[]](1, 2)", "Object[]", "1 2")]
    public void AListComesBackWithItsTypeOrAsAnArray(string value, string type, string items)
    {
        Assert.Equal([type, items], Texts($"$value = {value}; $back = Back $value; $back.GetType().Name; \"$back\""));
        if (type != "Object[]") Assert.Equal(["True"], Texts("$back.GetType() -eq $value.GetType()"));
    }

    [Theory]
    [InlineData("[System.Collections.Generic.Dictionary[string,int]]")]
    [InlineData("[System.Collections.Generic.Dictionary[string,string]]")]
    [InlineData("[System.Collections.Generic.Dictionary[string,object]]")]
    [InlineData("[System.Collections.Generic.Dictionary[string,guid]]")]
    public void ADictionaryWithTextKeysComesBackWithItsType(string type) =>
        Assert.Equal(["True True", "True 0"], Texts($$"""
            $value = {{type}}::new(); $back = Back $value; $empty = "$($back.GetType() -eq $value.GetType()) $($back.Count)"
            $value['a'] = if ("{{type}}" -like '*guid*') { [guid]::Empty } else { 1 }
            $back = Back $value; "$($back.GetType() -eq $value.GetType()) $($back['a'].Equals($value['a']))"; $empty
            """));

    [Fact]
    public void OtherDictionariesComeBackOrderedWithTheTypesOfTheirKeys() =>
        Assert.Equal(["OrderedDictionary b", "OrderedDictionary 1", "OrderedDictionary a", "Hashtable 1"], Texts("""
            $d = [System.Collections.Generic.Dictionary[int,string]]::new(); $d[7] = 'b'; $back = Back $d; "$($back.GetType().Name) $($back[[object]7])"
            $e = [System.Dynamic.ExpandoObject]::new(); ([System.Collections.Generic.IDictionary[string,object]]$e).Add('x', 1); $back = Back $e; "$($back.GetType().Name) $($back.x)"
            $s = [System.Collections.Generic.SortedDictionary[string,string]]::new(); $s['k'] = 'a'; $back = Back $s; "$($back.GetType().Name) $($back.k)"
            $back = Back ([hashtable]::Synchronized(@{ x = 1 })); "$($back.GetType().Name) $($back.x)"
            """));

    [Theory]
    [InlineData("5")]
    [InlineData("[long]5")]
    [InlineData("$true")]
    [InlineData("[char]'x'")]
    [InlineData("1.5")]
    [InlineData("1.50d")]
    [InlineData("[guid]'6f9619ff-8b86-d011-b42d-00c04fc964ff'")]
    [InlineData("[datetime]::new(2030, 1, 2, 3, 4, 5, 6, [DateTimeKind]::Utc).AddTicks(7)")]
    [InlineData("[version]'1.2'")]
    [InlineData("'text~/'")]
    [InlineData("''")]
    public void AKeyKeepsItsType(string key) =>
        Assert.Equal(["True True", "True True"], Texts($$"""
            $key = {{key}}
            foreach ($map in @{ $key = 'v' }, [ordered]@{ $key = 'v' }) {
                $back = Back @{ in = $map }; $one = @($back.in.Keys)[0]
                "$($one.GetType() -eq $key.GetType()) $($one.Equals($key))"
            }
            """));

    [Fact]
    public void AKeyOfAnotherTypeBecomesText() =>
        Assert.Equal(["String Monday"], Texts("$one = @((Back @{ [DayOfWeek]::Monday = 1 }).Keys)[0]; \"$($one.GetType().Name) $one\""));

    [Fact]
    public void CaseVariantsAreToldApart() =>
        Assert.Equal(["1 2"], Texts("$h = [hashtable]::new([StringComparer]::Ordinal); $h.a = 1; $h.A = 2; $back = Back $h; \"$($back['a']) $($back['A'])\""));

    [Fact]
    public void ArraysOfArraysKeepTheirShape() =>
        Assert.Equal(["2 Int32[] 6", "2 Int32[] 3", "0"], Texts("""
            $grid = [int[,]]::new(2, 3); $grid[1, 2] = 6; $back = Back $grid; "$($back.Count) $($back[1].GetType().Name) $($back[1][2])"
            $jagged = [int[][]]::new(2); $jagged[0] = @(1); $jagged[1] = 2, 3; $back = Back $jagged; "$($back.Count) $($back[1].GetType().Name) $($back[1][1])"
            (Back ([int[,]]::new(0, 3))).Count
            """));

    [Fact]
    public void XmlKeepsItsTypeAndItsText() =>
        Assert.Equal(["XmlDocument", "<a x=\"1\"> <b>ü</b></a>", "True", "String", "String"], Texts("""
            $x = [xml]::new(); $x.PreserveWhitespace = $true; $x.LoadXml('<a x="1"> <b>ü</b></a>'); $back = Back $x; $back.GetType().Name; $back.OuterXml
            $x = [xml]'<a x="1"> <b>ü</b></a>'; (Back $x).OuterXml -ceq $x.OuterXml
            (Back ([xml]'<a><b/></a>').a.FirstChild).GetType().Name
            $x = [xml]::new(); $x.LoadXml('<!DOCTYPE a [<!ENTITY e "x">]><a/>'); (Back $x).GetType().Name
            """));

    [Fact]
    public void ALoneSurrogateStays() =>
        Assert.Equal(["True"], Texts("$text = \"a$([char]0xD800)b$([char]0xDC00)\"; (Back $text) -ceq $text"));

    [Fact]
    public void NegativeZeroStays() => Assert.Equal(["True"], Texts("[double]::IsNegative((Back (-0.0)))"));

    [Fact]
    public void EnumsBecomeTheirNamesAndSwitchesTruthValues() =>
        Assert.Equal(["Monday String", "True Boolean"], Texts("""
            $back = Back ([DayOfWeek]::Monday); "$back $($back.GetType().Name)"; $back = Back ([switch]$true); "$back $($back.GetType().Name)"
            """));

    [Fact]
    public void PropertiesOfAllKindsAreRead() =>
        Assert.Equal(["1 2 1 False"], Texts("""
            $o = [pscustomobject]@{ note = 1 }
            $o.PSObject.Properties.Add([psscriptproperty]::new('script', { $this.note + 1 })); $o.PSObject.Properties.Add([psaliasproperty]::new('alias', 'note'))
            $o.PSObject.Properties.Add([psscriptproperty]::new('bad', { throw 'no' }))
            $o.PSObject.Properties.Add([psaliasproperty]::new('dangling', 'nowhere'))
            $back = Back $o; "$($back.note) $($back.script) $($back.alias) $([string]::IsNullOrEmpty($back.dangling.message))"
            """));

    [Fact]
    public void AGetterThatThrowsIsAnErrorAndTheCaptureGoesOn() =>
        Assert.Equal(["1 System.Management.Automation.RuntimeException no"], Texts("""
            $o = [pscustomobject]@{ note = 1 }; $o.PSObject.Properties.Add([psscriptproperty]::new('bad', { throw 'no' }))
            $back = Back $o; "$($back.note) $($back.bad.name) $($back.bad.message)"
            """));

    [Fact]
    public void FilesAndProcessesAreTheirProperties() =>
        Assert.Equal(["a.json True DateTime", "True True"], Texts("""
            'x' > $null; $null = Back 1
            $file = [System.IO.FileInfo]::new("$PWD/a.json"); $back = Back $file; "$($back.Name) $($back.Length -eq $file.Length) $($back.LastWriteTimeUtc.GetType().Name)"
            $process = [System.Diagnostics.Process]::GetCurrentProcess(); $back = Back $process; "$($back.Id -eq $PID) $($null -ne $back.ExitCode.message)"
            """));

    [Fact]
    public void PairsAndTuplesAreKeptToTheirFullDepth() =>
        Assert.Equal(["1 2"], Texts("""
            $pair = [System.Collections.Generic.KeyValuePair[string,object]]::new('k', @{ deep = 1 }); $tuple = [System.Tuple]::Create('t', @{ deep = 2 })
            $back = Back @{ pair = $pair; tuple = $tuple }; "$($back.pair.Value.deep) $($back.tuple.Item2.deep)"
            """));

    [Fact]
    public void AnErrorKeepsItsCausesPositionAndStack() =>
        Assert.Equal(["System.InvalidOperationException outer", "System.IO.IOException inner", "True True", "System.Management.Automation.RuntimeException thrown"], Texts("""
            $back = $(try { throw [InvalidOperationException]::new('outer', [System.IO.IOException]::new('inner')) } catch { Back $_ })
            "$($back.name) $($back.message)"; "$($back.cause.name) $($back.cause.message)"; "$($back.position -like 'At line*') $($back.scriptStackTrace -like 'at *')"
            $back = $(try { throw 'thrown' } catch { Back $_.Exception }); "$($back.name) $($back.message)"
            """));

    [Theory]
    [InlineData("[uri]'a/b?c=ü'")]
    [InlineData("[float]::NegativeInfinity")]
    [InlineData("[float]-0.0")]
    [InlineData("[Half]-0.0")]
    [InlineData("[timespan]::MinValue")]
    [InlineData("[datetime]::MaxValue")]
    [InlineData("[DateTimeOffset]::MinValue")]
    [InlineData("[TimeOnly]::MaxValue")]
    [InlineData("[ipaddress]'fe80::1%3'")]
    [InlineData("[char]0xD800")]
    [InlineData("[char]0")]
    [InlineData("[Int128]::MinValue")]
    [InlineData("[decimal]::MinValue")]
    [InlineData("1e-7")]
    [InlineData("[double]::MaxValue")]
    public void TheEndsOfARangeComeBack(string value) =>
        Assert.Equal(["True True"], Texts($"$value = {value}; $back = Back $value; \"$($back.GetType() -eq $value.GetType()) $($back.Equals($value) -and \"$back\" -ceq \"$value\")\""));

    [Fact]
    public void NamesWithSeveralValuesKeepThem() =>
        Assert.Equal(["b a", "2", "1 3"], Texts("$back = Back ([System.Web.HttpUtility]::ParseQueryString('b=2&a=1&a=3')); $back.Keys -join ' '; $back.b; $back.a -join ' '"));

    [Fact]
    public void JsonOfTheFrameworkIsJson() =>
        Assert.Equal(["1 é", "2", "True"], Texts("""
            $back = Back ([System.Text.Json.Nodes.JsonNode]::Parse('{ "a": [ 1, "é" ] }')); $back.a -join ' '
            (Back ([System.Text.Json.JsonDocument]::Parse('{ "a": { "b": 2 } }').RootElement)).a.b
            $null -eq (Back ([System.Text.Json.JsonDocument]::Parse('null').RootElement))
            """));

    [Fact]
    public void JsonOfTheFrameworkThatIsTooDeepIsAnError() =>
        Fails(
            "$options = [System.Text.Json.JsonDocumentOptions]@{ MaxDepth = 999 }; $json = [System.Text.Json.JsonDocument]::Parse('[' * 600 + ']' * 600, $options); Set-WorkflowRun $run -Output $json.RootElement -StepId s",
            "UnsupportedValue,PSSnapshots.Commands.SetWorkflowRunCommand", System.Management.Automation.ErrorCategory.InvalidType);

    [Theory]
    [InlineData("/output", "list", "/output/~", "int32", "[1,\"x\"]", "List`1")]
    [InlineData("/output", "dictionary", "/output/~", "int32", "{\"a\":\"x\"}", "Dictionary`2")]
    [InlineData("/output", "System.Diagnostics.Process", "/output/~", "process", "[1]", "Object[]")]
    [InlineData("/output", "list", "/output/~", "list", "[1]", "List`1")]
    [InlineData("/output", "hashtable", "/output/a~", "list", "{\"a\":1}", "Hashtable")]
    [InlineData("/output", "semanticVersion", "/x", "x", "\"no version\"", "String")]
    [InlineData("/output", "xml", "/x", "x", "\"<a\"", "String")]
    public void AnImportMakesOnlyWhatTheListHas(string pointer, string note, string otherPointer, string otherNote, string json, string type)
    {
        Do("Set-WorkflowRun $run -StepId s -Output 'here'");
        Set("notes", $"\"output\":{json},\"valueTypes\":{{\"{pointer}\":\"{note}\",\"{otherPointer}\":\"{otherNote}\"}}");
        Assert.Equal([type], Texts("""
            $json = New-RunSnapshot $run | ConvertTo-RunSnapshotJson -Compress
            (($json -replace '"output":"here"', $notes | ConvertFrom-RunSnapshotJson).StepResults['s'].Output).GetType().Name
            """));
    }
}
