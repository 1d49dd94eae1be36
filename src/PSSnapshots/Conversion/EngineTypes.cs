using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Types of PowerShell 7 that the standard library, which the module compiles against, does not have.</summary>
internal static class EngineTypes
{
    private static readonly Type? SemanticVersion = typeof(PSObject).Assembly.GetType("System.Management.Automation.SemanticVersion");

    public static bool IsSemanticVersion(object value) => value.GetType() == SemanticVersion;

    /// <summary>The version of a text; nothing where it is none.</summary>
    public static object? ToSemanticVersion(string text) =>
        SemanticVersion is not null && LanguagePrimitives.TryConvertTo(text, SemanticVersion, out var version) ? version : null;
}
