using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Lets scripts pass error records, exceptions and texts where the core takes a <see cref="RunError"/>.</summary>
public sealed class RunErrorConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => destinationType == typeof(RunError);

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ErrorConversion.ToRunError(sourceValue);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException("A run's error is read by its properties.");
}
