using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Provides an extension method that removes the PSObject wrapper.</summary>
internal static class PSObjectExtensions
{
    /// <summary>Returns the base object of a PSObject, or the value itself if it is not wrapped.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static object? Unwrap(this object? value) => value is PSObject wrapper ? wrapper.BaseObject : value;
}
