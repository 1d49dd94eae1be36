namespace PSSnapshots.Conversion;

/// <summary>Lets scripts pass error records, exceptions and texts where the core takes a <see cref="RunError"/>.</summary>
public sealed class RunErrorConverter : FreezingConverter<RunError>
{
    private protected override RunError Freeze(object value) => ErrorConversion.ToRunError(value);
}
