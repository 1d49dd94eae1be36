using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>Runs the script of a definition or of an element's body, and collects the elements that it emits.</summary>
internal sealed class DefinitionScript
{
    private const string Collecting = "& $args[0] | & $args[1] $args[2]";

    private readonly List<DefinitionElement> _elements = [];

    /// <summary>Returns the elements that a script emits.</summary>
    /// <param name="cmdlet">The cmdlet that reads the definition, or the keyword whose body is read.</param>
    /// <param name="script">The script.</param>
    /// <exception cref="DefinitionFailure">The script emitted an object that is not an element.</exception>
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
            // A script block cannot be bound to the global session state from the session state of a
            // module.
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

    /// <summary>Returns the location of the code that emits the current object.</summary>
    private static string EmittingPlace()
    {
        // The first frame is the script block that queries the call stack.
        var frame = ScriptBlock.Create("Microsoft.PowerShell.Utility\\Get-PSCallStack").Invoke().Skip(1).FirstOrDefault().Unwrap() as CallStackFrame;
        return frame is null ? DefinitionFailure.UnknownPlace : DefinitionFailure.PlaceOf(frame.Position);
    }
}
