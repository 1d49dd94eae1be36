using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Binding;

/// <summary>
/// Treats a script block as a missing ID, as in <c>Step { ... }</c>. PowerShell would otherwise convert the block
/// to its text.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StepIdAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData.Unwrap() is ScriptBlock ? "" : inputData;
}
