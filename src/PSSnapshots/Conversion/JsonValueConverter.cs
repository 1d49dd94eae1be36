using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Lets scripts pass any object where the core takes a <see cref="JsonValue"/>: <c>$run.Store.SetResult(@{ ok = $true })</c>.</summary>
public sealed class JsonValueConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => destinationType == typeof(JsonValue);

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ObjectWalker.ToValue(sourceValue);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException("A JsonValue is read through the object that holds it.");
}
