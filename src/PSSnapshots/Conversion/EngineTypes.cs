using System.Management.Automation;
using System.Reflection;

namespace PSSnapshots.Conversion;

/// <summary>Types of PowerShell 7 that the standard library, which the module compiles against, does not have.</summary>
internal static class EngineTypes
{
    private static readonly Type? SemanticVersion = typeof(PSObject).Assembly.GetType("System.Management.Automation.SemanticVersion");

    private static readonly ConstructorInvoker? SizedObject =
        typeof(PSObject).GetConstructor([typeof(int)]) is { } constructor ? ConstructorInvoker.Create(constructor) : null;

    /// <summary>
    /// A custom object without members, with room for some: the engine then keeps no table of its objects beside it,
    /// which takes longer than all else.
    /// </summary>
    public static PSObject CustomObject(int capacity) => (PSObject?)SizedObject?.Invoke(capacity) ?? new PSObject();

    public static bool IsSemanticVersion(object value) => value.GetType() == SemanticVersion;

    /// <summary>The version of a text; nothing where it is none.</summary>
    public static object? ToSemanticVersion(string text) =>
        SemanticVersion is not null && LanguagePrimitives.TryConvertTo(text, SemanticVersion, out var version) ? version : null;
}
