# The rows of the README's table of types: the name of each row, and script blocks that create its values.
# A comma before a collection makes the script block output the collection and not its items.

$deepTable = @{ a = @{ b = @{ c = @{ d = @{ e = 'x' } } } } }

$deepObject = [pscustomobject]@{ a = [pscustomobject]@{ b = [pscustomobject]@{ c = [pscustomobject]@{ d = [pscustomobject]@{ e = 'x' } } } } }

$custom = [pscustomobject]@{ note = 'x' }
$custom.PSObject.Properties.Add([psscriptproperty]::new('script', { $this.note + 'y' }))
$custom.PSObject.Properties.Add([psaliasproperty]::new('alias', 'note'))

$caseVariants = [hashtable]::new([StringComparer]::Ordinal)
$caseVariants.key = 1
$caseVariants.KEY = 2

$dictionary = [System.Collections.Generic.Dictionary[string, int]]::new()
$dictionary['a'] = 1

$grid = [int[, ]]::new(2, 2)
$grid[1, 1] = 5

$secret = [securestring]::new()
$secret.AppendChar('s')

$caught = try { throw [InvalidOperationException]::new('outer', [System.IO.IOException]::new('inner')) } catch { $_ }

[ordered]@{
    'null, bool, string, long, double, DateTime of each kind' = @(
        { $null }
        { $true }
        { 'text' }
        { [long]5 }
        { [long]::MaxValue }
        { 1.0 }
        { 0.1 }
        { [datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Utc).AddTicks(7) }
        { [datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Local) }
        { [datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Unspecified) }
    )
    'double -0, a string with lone surrogates' = { -0.0 }, { "a$([char]0xD800)b$([char]0xDC00)" }
    'double NaN, Infinity, -Infinity' = { [double]::NaN }, { [double]::PositiveInfinity }, { [double]::NegativeInfinity }
    'int, byte, sbyte, int16, uint16, uint32' = { 5 }, { [byte]5 }, { [sbyte]-5 }, { [int16]5 }, { [uint16]5 }, { [uint32]5 }
    'uint64 above the greatest long' = { [uint64]::MaxValue }
    'BigInteger that fits a long' = { [bigint]5 }
    'BigInteger that does not' = { [bigint]::Pow(7, 60) }
    'decimal with its scale, float' = { 1.10d }, { [decimal]::MaxValue }, { [float]0.1 }
    'Half, Int128, UInt128, IntPtr, UIntPtr' = { [Half]0.5 }, { [Int128]::MaxValue }, { [UInt128]::MaxValue }, { [IntPtr]5 }, { [UIntPtr]5 }
    'DateTimeOffset' = { [DateTimeOffset]::new(2030, 1, 2, 3, 4, 5, [timespan]::FromHours(5)) }
    'DateOnly, TimeOnly, SemanticVersion' = { [DateOnly]::new(2030, 1, 2) }, { [TimeOnly]::new(1, 2, 3) }, { [semver]'7.4.0-preview.1+build' }
    'TimeSpan, Version, IPAddress, MailAddress' = @(
        { [timespan]::new(1, 2, 3, 4, 5) }
        { [version]'1.2.3.4' }
        { [ipaddress]'10.0.0.1' }
        { [mailaddress]'Anna Ops <anna@example.com>' }
    )
    'char, Guid, Uri' = { [char]'x' }, { [guid]'6f9619ff-8b86-d011-b42d-00c04fc964ff' }, { [uri]'https://example.com/a?b=c' }
    'an enum' = { [DayOfWeek]::Monday }
    'SwitchParameter' = { [switch]$true }
    'byte[], ArrayList' = { , [byte[]](1, 2, 255) }, { , [System.Collections.ArrayList]('a', 'b') }
    'int[], string[], List[int]' = { , [int[]](1, 2) }, { , [string[]]('a', 'b') }, { , [System.Collections.Generic.List[int]](1, 2) }
    'HashSet[string]' = { , [System.Collections.Generic.HashSet[string]][string[]]('a', 'b') }
    'an empty array, an array of arrays' = { , @() }, { , @(@('a', 'b'), @('c')) }
    'an array of two dimensions' = { , $grid }
    'hashtables: empty, flat, five levels deep, ordered' = { @{} }, { @{ a = 'x'; b = 'y' } }, { $deepTable }, { [ordered]@{ b = 'x'; a = 'y' } }
    'Dictionary[string, int]' = { $dictionary }
    'keys that differ in case only, keys that are no text' = { $caseVariants }, { @{ 5 = 'x' } }, { @{ [guid]::Empty = 'x' } }
    'a custom object: notes, script and alias properties' = { $custom }
    'custom objects five levels deep' = { $deepObject }
    'FileInfo, Process' = { [System.IO.FileInfo]$PSCommandPath }, { [System.Diagnostics.Process]::GetCurrentProcess() }
    'XmlDocument' = { [xml]'<a x="1"><b>text</b></a>' }
    'an error record, an exception with an inner one' = { $caught }, { $caught.Exception }
    'SecureString, PSCredential' = { $secret }, { [pscredential]::new('anna', $secret) }
    'a script block' = { { Get-Date } }
}
