using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>A script block of a definition: what a host runs, with what its text says about how to run it.</summary>
internal sealed class StepScript
{
    /// <param name="block">The script block, of the runspace in which the definition was made.</param>
    /// <param name="usingValues">The values of its <c>$using:</c> variables by the engine's keys; nothing where it has none.</param>
    /// <param name="preferences">The preferences that the definition sets for it.</param>
    public StepScript(ScriptBlock block, Hashtable? usingValues, IReadOnlyList<(string Name, object Value)> preferences)
    {
        Block = block;
        Preferences = preferences;
        UsingValues = usingValues;
        if (usingValues is not null) Entry = CreateEntry(block.Module);
        var ast = block.Ast as ScriptBlockAst ?? ((FunctionDefinitionAst)block.Ast).Body;
        TakesArguments = ast.ParamBlock is not null || Mentions(ast, "args");
        ReadsItem = Mentions(ast, "_") || Mentions(ast, "PSItem");
    }

    public ScriptBlock Block { get; }

    public Hashtable? UsingValues { get; }

    /// <summary>The preferences that the definition sets for the script. They take precedence over those of the caller.</summary>
    public IReadOnlyList<(string Name, object Value)> Preferences { get; }

    /// <summary>
    /// Invokes its first argument with its second, in the session state that the script block belongs to;
    /// <see langword="null"/> if it has no <c>$using:</c> variables, and need not be run there.
    /// </summary>
    public ScriptBlock? Entry { get; }

    /// <summary>Whether it looks at arguments, so that the input has to be made for them.</summary>
    public bool TakesArguments { get; }

    /// <summary>Whether it looks at <c>$_</c>.</summary>
    public bool ReadsItem { get; }

    /// <summary>Creates the code of a script block where its definition is read.</summary>
    /// <param name="block">The script block.</param>
    /// <param name="preferences">The preferences that the definition sets for it.</param>
    public static StepCode ToCode(ScriptBlock block, IReadOnlyList<(string Name, object Value)> preferences)
    {
        var text = block.ToString().ReplaceLineEndings("\n").Trim();
        return new StepCode(text, new StepScript(block, Workflows.UsingValues.Of(block), preferences), CodeFingerprint.Of(text));
    }

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

    /// <summary>A script block literal belongs to the session state that evaluates it: here that of the definition.</summary>
    private static ScriptBlock CreateEntry(PSModuleInfo? module)
    {
        const string Text = "& $args[0] $args[1]";
        return module is null
            ? (ScriptBlock)ScriptBlock.Create($"{{ {Text} }}").InvokeReturnAsIs().Unwrap()!
            : module.NewBoundScriptBlock(ScriptBlock.Create(Text));
    }

    private static bool Mentions(ScriptBlockAst ast, string variable) => ast.Find(
        node => node is VariableExpressionAst found && found.VariablePath.UserPath.Equals(variable, StringComparison.OrdinalIgnoreCase),
        searchNestedScriptBlocks: true) is not null;
}
