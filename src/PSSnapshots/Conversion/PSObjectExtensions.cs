using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Takes the engine's wrapper off what a script hands over.</summary>
internal static class PSObjectExtensions
{
    /// <summary>The object inside the wrapper; the value itself where it has none.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static object? Unwrap(this object? value) => value is PSObject wrapper ? wrapper.BaseObject : value;
}
