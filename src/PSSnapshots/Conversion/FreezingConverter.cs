using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Lets scripts pass what they have where the core takes a frozen type, whose attribute names it: a types file to register them takes longer to import than the rest of the module.</summary>
/// <typeparam name="T">The frozen type.</typeparam>
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
