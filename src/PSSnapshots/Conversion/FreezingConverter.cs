using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>
/// Converts PowerShell values to an immutable type of the core. The type names its converter in an attribute,
/// because a types file would take longer to import than the rest of the module.
/// </summary>
/// <typeparam name="T">The immutable type.</typeparam>
public abstract class FreezingConverter<T> : PSTypeConverter
    where T : class
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => destinationType == typeof(T);

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        Freeze(sourceValue);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException($"A {typeof(T).Name} is read by its properties.");

    private protected abstract T Freeze(object value);
}
