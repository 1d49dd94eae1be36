using System.Management.Automation;
using System.Reflection;

namespace PSSnapshots.Conversion;

/// <summary>Provides types of PowerShell 7 that PowerShellStandard.Library does not contain.</summary>
internal static class EngineTypes
{
    private static readonly Type? SemanticVersion = typeof(PSObject).Assembly.GetType("System.Management.Automation.SemanticVersion");

    private static readonly ConstructorInvoker? SizedObject =
        typeof(PSObject).GetConstructor([typeof(int)]) is { } constructor ? ConstructorInvoker.Create(constructor) : null;

    /// <summary>
    /// Creates an empty custom object with a capacity. With a capacity, PowerShell does not add the object to its
    /// member table, which would take most of the time.
    /// </summary>
    public static PSObject CustomObject(int capacity) => (PSObject?)SizedObject?.Invoke(capacity) ?? new PSObject();

    public static bool IsSemanticVersion(object value) => value.GetType() == SemanticVersion;

    /// <summary>Returns the semantic version in a text, or <see langword="null"/> if it is not one.</summary>
    public static object? ToSemanticVersion(string text) =>
        SemanticVersion is not null && LanguagePrimitives.TryConvertTo(text, SemanticVersion, out var version) ? version : null;
}
