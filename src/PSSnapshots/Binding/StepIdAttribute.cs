using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Binding;

/// <summary>Makes a missing ID of a script block, whose text the engine would otherwise take as the ID: <c>Step { ... }</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StepIdAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData.Unwrap() is ScriptBlock ? "" : inputData;
}
