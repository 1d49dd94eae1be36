using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Binding;

/// <summary>Accepts only the full names of an enum, ignoring case. PowerShell alone would also accept abbreviations and numbers.</summary>
/// <typeparam name="T">The enum type.</typeparam>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WholeNameAttribute<T> : ArgumentTransformationAttribute
    where T : struct, Enum
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is null) return null;
        return EnumName.TryParse<T>(inputData, out var value)
            ? value
            : throw new ArgumentTransformationMetadataException(
                MessageText.Of(nameof(Messages.InvalidName), ValueShape.Describe(inputData), EnumName.List<T>()));
    }
}
