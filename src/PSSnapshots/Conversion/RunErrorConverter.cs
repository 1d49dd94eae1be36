namespace PSSnapshots.Conversion;

/// <summary>Converts error records, exceptions and strings to <see cref="RunError"/>.</summary>
public sealed class RunErrorConverter : FreezingConverter<RunError>
{
    private protected override RunError Freeze(object value) => ErrorConversion.ToRunError(value);
}
