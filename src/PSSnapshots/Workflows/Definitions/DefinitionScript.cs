using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>Runs the script of a definition, or the body of one of its elements, and collects the elements that it emits.</summary>
internal sealed class DefinitionScript
{
    private const string Collecting = "& $args[0] | & $args[1] $args[2]";

    private readonly List<DefinitionElement> _elements = [];

    /// <summary>Returns the elements that a script emits.</summary>
    /// <param name="cmdlet">The cmdlet that reads the definition, or that of a word whose body is read.</param>
    /// <param name="script">The script.</param>
    /// <exception cref="DefinitionFailure">The script emits something else.</exception>
    /// <exception cref="RuntimeException">The script failed.</exception>
    public static IReadOnlyList<DefinitionElement> Read(PSCmdlet cmdlet, ScriptBlock script)
    {
        var read = new DefinitionScript();
        read.Run(cmdlet, script);
        return read._elements;
    }

    private void Run(PSCmdlet cmdlet, ScriptBlock script)
    {
        List<PSVariable> variables = [.. DefinitionScope.Create(cmdlet).CreateVariables(), DefinitionWords.CreateRetryVariable()];
        if (script.Module is null && cmdlet.SessionState.Module is not null)
        {
            // No script block can be bound to the global session state from the session state of a module.
            foreach (var item in script.InvokeWithContext(DefinitionWords.CreateFunctions(), variables)) Add(item, DefinitionFailure.UnknownPlace);
            return;
        }
        var collecting = ScriptBlock.Create(Collecting);
        if (script.Module is { } module) collecting = module.NewBoundScriptBlock(collecting);
        Action<object?> add = item => Add(item, null);
        collecting.InvokeWithContext(DefinitionWords.CreateFunctions(), variables, script, CollectElementCommand.CreateInfo(), add);
    }

    private void Add(object? item, string? place)
    {
        switch (item.Unwrap())
        {
            case null:
                break;
            case DefinitionElement element:
                _elements.Add(element);
                break;
            default:
                var message = MessageText.Of(nameof(Messages.NotAnElement), item, place ?? EmittingPlace(), string.Join(", ", DefinitionWords.Names));
                throw new DefinitionFailure(nameof(Messages.InvalidDefinition), message, item);
        }
    }

    /// <summary>Returns the place of the code that emits what the pipeline collects at this moment.</summary>
    private static string EmittingPlace()
    {
        // The first frame is that of the script block which asks.
        var frame = ScriptBlock.Create("Microsoft.PowerShell.Utility\\Get-PSCallStack").Invoke().Skip(1).FirstOrDefault().Unwrap() as CallStackFrame;
        return frame is null ? DefinitionFailure.UnknownPlace : DefinitionFailure.PlaceOf(frame.Position);
    }
}
