using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PSSnapshots.Workflows;

/// <summary>A script block of a definition: what a host runs, with what its text says about how to run it.</summary>
internal sealed class StepScript
{
    /// <param name="block">The script block, of the runspace in which the definition was made.</param>
    /// <param name="usingValues">The values of its <c>$using:</c> variables by the engine's keys; nothing where it has none.</param>
    public StepScript(ScriptBlock block, Hashtable? usingValues)
    {
        Block = block;
        UsingValues = usingValues;
        var ast = block.Ast as ScriptBlockAst ?? ((FunctionDefinitionAst)block.Ast).Body;
        TakesArguments = ast.ParamBlock is not null || Mentions(ast, "args");
        ReadsItem = Mentions(ast, "_") || Mentions(ast, "PSItem");
    }

    public ScriptBlock Block { get; }

    public Hashtable? UsingValues { get; }

    /// <summary>Whether it looks at arguments, so that the input has to be made for them.</summary>
    public bool TakesArguments { get; }

    /// <summary>Whether it looks at <c>$_</c>.</summary>
    public bool ReadsItem { get; }

    /// <summary>
    /// Makes the block anew for another runspace, since a script block belongs to the one that made it. It is parsed
    /// at its own lines and columns, so that errors name the place in the author's file.
    /// </summary>
    public ScriptBlock ForOtherRunspace()
    {
        var extent = Block.Ast.Extent;
        var text = extent.Text;
        var column = extent.StartColumnNumber;
        if (text.StartsWith('{') && text.EndsWith('}'))
        {
            text = text[1..^1];
            column++;
        }
        var placed = new string('\n', extent.StartLineNumber - 1) + new string(' ', column - 1) + text;
        return Parser.ParseInput(placed, extent.File, out _, out _).GetScriptBlock();
    }

    private static bool Mentions(ScriptBlockAst ast, string variable) => ast.Find(
        node => node is VariableExpressionAst found && found.VariablePath.UserPath.Equals(variable, StringComparison.OrdinalIgnoreCase),
        searchNestedScriptBlocks: true) is not null;
}
