using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>A script block of a definition, with the properties of its code that the hosts need.</summary>
internal sealed class StepScript
{
    /// <param name="block">The script block, from the runspace that read the definition.</param>
    /// <param name="usingValues">
    /// The values of its <c>$using:</c> variables by PowerShell's keys, or <see langword="null"/> if it has none.
    /// </param>
    /// <param name="preferences">The preferences that the definition sets for the script block.</param>
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

    /// <summary>Gets the preferences that the definition sets for the script. They take precedence over the caller's preferences.</summary>
    public IReadOnlyList<(string Name, object Value)> Preferences { get; }

    /// <summary>
    /// Gets the script block that invokes its first argument with its second in the session state of this script
    /// block. <see langword="null"/> if the script uses no <c>$using:</c> variables.
    /// </summary>
    public ScriptBlock? Entry { get; }

    /// <summary>Gets whether the script reads its arguments, which must then be created.</summary>
    public bool TakesArguments { get; }

    /// <summary>Gets whether the script reads <c>$_</c>.</summary>
    public bool ReadsItem { get; }

    /// <summary>Creates the code of a script block when its definition is read.</summary>
    /// <param name="block">The script block.</param>
    /// <param name="preferences">The preferences that the definition sets for the script block.</param>
    public static StepCode ToCode(ScriptBlock block, IReadOnlyList<(string Name, object Value)> preferences)
    {
        var text = block.ToString().ReplaceLineEndings("\n").Trim();
        return new StepCode(text, new StepScript(block, Workflows.UsingValues.Of(block), preferences), CodeFingerprint.Of(text));
    }

    /// <summary>
    /// Creates the script block for another runspace, because a script block is bound to its runspace. It keeps the
    /// original lines and columns, so that errors refer to the author's file.
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

    /// <summary>A script block literal is bound to the session state that evaluates it, which is that of the definition.</summary>
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
