# The rows of the README's table of types: what each row is called, and the values that are carried there and back.
# Collections stand behind a comma, for otherwise a script block's output would be their items.

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
    'bool, string'                                    = { $true }, { 'text' }
    'int'                                             = { 5 }
    'long, double'                                    = { [long]5 }, { [long]::MaxValue }, { 1.0 }, { 0.1 }
    'byte, sbyte, int16, uint16, uint32'              = { [byte]5 }, { [sbyte]-5 }, { [int16]5 }, { [uint16]5 }, { [uint32]5 }
    'uint64 above the greatest long'                  = { [uint64]::MaxValue }
    'Int128, UInt128, IntPtr, UIntPtr'                = { [Int128]::MaxValue }, { [UInt128]::MaxValue }, { [IntPtr]5 }, { [UIntPtr]5 }
    'BigInteger that fits a long'                     = { [bigint]5 }
    'BigInteger that does not'                        = { [bigint]::Pow(7, 60) }
    'float'                                           = { [float]0.1 }
    'Half'                                            = { [Half]0.5 }
    'double NaN, Infinity, -Infinity'                 = { [double]::NaN }, { [double]::PositiveInfinity }, { [double]::NegativeInfinity }
    'double -0'                                       = { -0.0 }
    'decimal, with its scale'                         = { 1.10d }, { [decimal]::MaxValue }
    'char'                                            = { [char]'x' }
    'DateTime, UTC, local and of no kind'             = { [datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Utc).AddTicks(7) }, { [datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Local) }, { [datetime]::new(2030, 1, 2, 3, 4, 5, [DateTimeKind]::Unspecified) }
    'DateTimeOffset'                                  = { [DateTimeOffset]::new(2030, 1, 2, 3, 4, 5, [timespan]::FromHours(5)) }
    'DateOnly, TimeOnly'                              = { [DateOnly]::new(2030, 1, 2) }, { [TimeOnly]::new(1, 2, 3) }
    'TimeSpan'                                        = { [timespan]::new(1, 2, 3, 4, 5) }
    'Guid, Uri'                                       = { [guid]'6f9619ff-8b86-d011-b42d-00c04fc964ff' }, { [uri]'https://example.com/a?b=c' }
    'Version'                                         = { [version]'1.2.3.4' }
    'SemanticVersion'                                 = { [semver]'7.4.0-preview.1+build' }
    'IPAddress, MailAddress'                          = { [ipaddress]'10.0.0.1' }, { [mailaddress]'Anna Ops <anna@example.com>' }
    'an enum'                                         = { [DayOfWeek]::Monday }
    'SwitchParameter'                                 = { [switch]$true }
    'a string with lone surrogates'                   = { "a$([char]0xD800)b$([char]0xDC00)" }
    'null'                                            = { $null }
    'byte[]'                                          = { , [byte[]](1, 2, 255) }
    'int[], string[]'                                 = { , [int[]](1, 2) }, { , [string[]]('a', 'b') }
    'List[int]'                                       = { , [System.Collections.Generic.List[int]](1, 2) }
    'HashSet[string]'                                 = { , [System.Collections.Generic.HashSet[string]][string[]]('a', 'b') }
    'ArrayList'                                       = { , [System.Collections.ArrayList]('a', 'b') }
    'an array of arrays'                              = { , @(@('a', 'b'), @('c')) }
    'an array of two dimensions'                      = { , $grid }
    'an empty array'                                  = { , @() }
    'an empty hashtable'                              = { @{} }
    'a hashtable, an ordered dictionary'              = { @{ a = 'x'; b = 'y' } }, { [ordered]@{ b = 'x'; a = 'y' } }
    'Dictionary[string, int]'                         = { $dictionary }
    'keys that differ in case only'                   = { $caseVariants }
    'keys that are no text'                           = { @{ 5 = 'x' } }, { @{ [guid]::Empty = 'x' } }
    'hashtables five levels deep'                     = { $deepTable }
    'custom objects five levels deep'                 = { $deepObject }
    'a custom object: notes, script and alias properties' = { $custom }
    'FileInfo, Process'                               = { [System.IO.FileInfo]$PSCommandPath }, { [System.Diagnostics.Process]::GetCurrentProcess() }
    'XmlDocument'                                     = { [xml]'<a x="1"><b>text</b></a>' }
    'an error record, an exception in an exception'   = { $caught }, { $caught.Exception }
    'SecureString, PSCredential'                      = { $secret }, { [pscredential]::new('anna', $secret) }
    'a script block'                                  = { { Get-Date } }
}
