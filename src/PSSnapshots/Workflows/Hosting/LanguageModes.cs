using System.Management.Automation;
using System.Reflection;

namespace PSSnapshots.Workflows;

/// <summary>Compares language modes, and determines the language mode of script blocks.</summary>
internal static class LanguageModes
{
    // PowerShell runs a script block in the mode in which it was created, but does not expose that mode.
    private static readonly PropertyInfo? OfScriptBlock =
        typeof(ScriptBlock).GetProperty("LanguageMode", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

    /// <summary>Returns whether script code can run in a language mode.</summary>
    public static bool AllowsScripts(PSLanguageMode mode) => mode is PSLanguageMode.FullLanguage or PSLanguageMode.ConstrainedLanguage;

    /// <summary>Returns the mode in which a script block was created, or FullLanguage if it uses the mode of its caller.</summary>
    public static PSLanguageMode Of(ScriptBlock? block) =>
        block is null ? PSLanguageMode.FullLanguage : OfScriptBlock?.GetValue(block) as PSLanguageMode? ?? PSLanguageMode.FullLanguage;

    /// <summary>Returns the stricter mode.</summary>
    public static PSLanguageMode Stricter(PSLanguageMode one, PSLanguageMode other) => Rank(one) >= Rank(other) ? one : other;

    private static int Rank(PSLanguageMode mode) => mode switch
    {
        PSLanguageMode.FullLanguage => 0,
        PSLanguageMode.ConstrainedLanguage => 1,
        PSLanguageMode.RestrictedLanguage => 2,
        _ => 3,
    };
}
