# Converts the values of the README's table of types and back, and describes the result of each row in a few words.

function Get-TypeName($value) {
    $name = $value.GetType().Name -replace '`\d+$'
    # An object that CLIXML returns is a custom object with another type name.
    if ($value -is [array]) { 'array' } elseif ($name -in 'PSCustomObject', 'PSObject') { 'custom object' } else { $name }
}

# Compares a value with the result of the round trip: 'kept' if all bits and, at every level, the types are the same.
function Get-Verdict($before, $after) {
    if ($null -eq $before -and $null -eq $after) { return 'kept' }
    if ($null -eq $after) { return 'lost' }
    if ($after.GetType().FullName -eq 'PSSnapshots.SecretMarker') { return 'a marker only' }
    if ($null -eq $before -or $before.GetType() -ne $after.GetType()) { return "as $(Get-TypeName $after)" }
    $pairs = [System.Collections.Generic.List[object]]::new()
    if ($before -is [System.Collections.IDictionary]) {
        if ($before.Count -ne $after.Count) { return 'entries lost' }
        $keys = @($after.Keys)
        $place = 0
        foreach ($entry in $before.GetEnumerator()) {
            $key = $entry.Key
            $found = if ($before -is [hashtable]) { $keys | Where-Object { $_.Equals($key) } } else { $keys[$place] }
            if ($null -eq $found -or -not $found.Equals($key)) { return "keys as $(Get-TypeName $keys[$place])" }
            $pairs.Add(@($entry.Value, $after[[object]$found]))
            $place++
        }
    }
    elseif ($before -is [System.Collections.IEnumerable] -and $before -isnot [string] -and $before -isnot [xml]) {
        $others = @($after)
        $all = @($before)
        if ($all.Count -ne $others.Count) { return 'items lost' }
        for ($i = 0; $i -lt $all.Count; $i++) { $pairs.Add(@($all[$i], $others[$i])) }
    }
    elseif ($before -is [System.Management.Automation.PSCustomObject]) {
        foreach ($property in $before.PSObject.Properties) {
            if (-not $after.PSObject.Properties[$property.Name]) { return 'properties lost' }
            $pairs.Add(@($property.Value, $after.($property.Name)))
        }
    }
    elseif (-not (Test-SameScalar $before $after)) { return 'changed' }
    foreach ($pair in $pairs) {
        $inner = Get-Verdict $pair[0] $pair[1]
        if ($inner -ne 'kept') { return "inside: $($inner -replace '^inside: ')" }
    }
    'kept'
}

function Test-SameScalar($before, $after) {
    if ($before -is [double]) { return [BitConverter]::DoubleToInt64Bits($before) -eq [BitConverter]::DoubleToInt64Bits($after) }
    if ($before -is [decimal]) { return ([decimal]::GetBits($before) -join ' ') -eq ([decimal]::GetBits($after) -join ' ') }
    if ($before -is [datetime]) { return $before.Ticks -eq $after.Ticks -and $before.Kind -eq $after.Kind }
    if ($before -is [DateTimeOffset]) { return $before.EqualsExact($after) }
    if ($before -is [xml]) { return $before.OuterXml -ceq $after.OuterXml }
    if ($before -is [scriptblock]) { return "$before" -ceq "$after" }
    if ($before -is [securestring]) { return [System.Net.NetworkCredential]::new('', $before).Password -ceq [System.Net.NetworkCredential]::new('', $after).Password }
    if ($before -is [pscredential]) { return $before.UserName -ceq $after.UserName -and (Test-SameScalar $before.Password $after.Password) }
    $before.Equals($after)
}

# Gets the verdict of each row of the table. The script block converts a value and back. It outputs the result after
# a comma, which keeps arrays whole. If the values of a row differ in their verdicts, the text names their types.
function Get-TypeColumn([System.Collections.IDictionary]$types, [scriptblock]$carry) {
    $ErrorActionPreference = 'Stop'
    $column = [ordered]@{}
    foreach ($row in $types.Keys) {
        $verdicts = [ordered]@{}
        foreach ($make in $types[$row]) {
            $value = & $make
            $verdict = try { Get-Verdict $value (& $carry $value) } catch { 'error' }
            $name = if ($null -eq $value) { 'null' } else { $value.GetType().Name -replace '`\d+$' }
            $verdicts[$verdict] = @($verdicts[$verdict]) + $name | Where-Object { $_ } | Select-Object -Unique
        }
        $column[$row] = if ($verdicts.Count -eq 1) { @($verdicts.Keys)[0] } else { @(foreach ($verdict in $verdicts.Keys) { "$($verdicts[$verdict] -join ', '): $verdict" }) -join '; ' }
    }
    $column
}
