using System.Management.Automation;

namespace PSSnapshots.Binding;

/// <summary>Accepts intervals that a timer can count: from 1 ms to 49 days.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateIntervalAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is not TimeSpan interval || interval < TimeSpan.FromMilliseconds(1) || interval > TimeSpan.FromDays(49))
            throw new ValidationMetadataException(MessageText.Of(nameof(Messages.IntervalOutOfRange), arguments));
    }
}
