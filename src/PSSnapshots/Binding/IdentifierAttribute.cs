using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Binding;

/// <summary>Converts a date to ISO 8601 text in UTC, because ConvertFrom-Json converts IDs that look like dates.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdentifierAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData.Unwrap() switch
    {
        DateTime or DateTimeOffset => IdentifierText.Of(inputData),
        object?[] items when Array.Exists(items, item => item.Unwrap() is DateTime or DateTimeOffset) =>
            Array.ConvertAll(items, item => item.Unwrap() is DateTime or DateTimeOffset ? IdentifierText.Of(item!) : item),
        _ => inputData,
    };
}
