using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PSSnapshots.Workflows;

/// <summary>A runspace for steps, with the script blocks that were made for it.</summary>
/// <param name="runspace">The runspace, open.</param>
internal sealed class StepRunspace(Runspace runspace)
{
    private readonly Dictionary<StepScript, ScriptBlock> _blocks = [];

    public Runspace Runspace { get; } = runspace;

    public ScriptBlock BlockOf(StepScript script)
    {
        if (!_blocks.TryGetValue(script, out var block)) _blocks[script] = block = script.ForOtherRunspace();
        return block;
    }
}
