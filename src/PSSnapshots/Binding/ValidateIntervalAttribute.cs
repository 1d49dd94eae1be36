using System.Management.Automation;

namespace PSSnapshots.Binding;

/// <summary>Validates that an interval is between 1 ms and 49 days, which is the range of a timer.</summary>
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
