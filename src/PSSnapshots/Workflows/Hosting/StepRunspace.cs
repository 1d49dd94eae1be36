using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PSSnapshots.Workflows;

/// <summary>A runspace for steps, with the script blocks that were created for it.</summary>
/// <param name="runspace">The open runspace.</param>
/// <param name="languageMode">The language mode of the caller.</param>
internal sealed class StepRunspace(Runspace runspace, PSLanguageMode languageMode)
{
    private readonly Dictionary<StepScript, ScriptBlock> _blocks = [];

    public Runspace Runspace { get; } = runspace;

    /// <summary>
    /// Returns the script block for a script in this runspace. It runs in the stricter of the caller's and the
    /// script's language mode.
    /// </summary>
    public ScriptBlock BlockOf(StepScript script)
    {
        var mode = LanguageModes.Stricter(languageMode, LanguageModes.Of(script.Block));
        if (Runspace.SessionStateProxy.LanguageMode != mode) Runspace.SessionStateProxy.LanguageMode = mode;
        if (!_blocks.TryGetValue(script, out var block)) _blocks[script] = block = script.ForOtherRunspace();
        return block;
    }
}
