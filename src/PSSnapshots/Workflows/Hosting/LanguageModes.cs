using System.Management.Automation;
using System.Reflection;

namespace PSSnapshots.Workflows;

/// <summary>Compares language modes, and tells that of code.</summary>
internal static class LanguageModes
{
    // The engine runs a script block in the mode in which it was created, but does not publish that.
    private static readonly PropertyInfo? OfScriptBlock =
        typeof(ScriptBlock).GetProperty("LanguageMode", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

    /// <summary>Returns whether script code runs in a mode at all.</summary>
    public static bool AllowsScripts(PSLanguageMode mode) => mode is PSLanguageMode.FullLanguage or PSLanguageMode.ConstrainedLanguage;

    /// <summary>Returns the mode in which a script block was created; FullLanguage if it has the mode of its caller.</summary>
    public static PSLanguageMode Of(ScriptBlock? block) =>
        block is null ? PSLanguageMode.FullLanguage : OfScriptBlock?.GetValue(block) as PSLanguageMode? ?? PSLanguageMode.FullLanguage;

    /// <summary>Returns the mode that allows less.</summary>
    public static PSLanguageMode Stricter(PSLanguageMode one, PSLanguageMode other) => Rank(one) >= Rank(other) ? one : other;

    private static int Rank(PSLanguageMode mode) => mode switch
    {
        PSLanguageMode.FullLanguage => 0,
        PSLanguageMode.ConstrainedLanguage => 1,
        PSLanguageMode.RestrictedLanguage => 2,
        _ => 3,
    };
}
