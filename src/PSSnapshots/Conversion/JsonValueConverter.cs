namespace PSSnapshots.Conversion;

/// <summary>Lets scripts pass any object where the core takes a <see cref="JsonValue"/>: <c>$run.Store.SetResult(@{ ok = $true })</c>.</summary>
public sealed class JsonValueConverter : FreezingConverter<JsonValue>
{
    private protected override JsonValue Freeze(object value) => ObjectSerializer.ToValue(value);
}
