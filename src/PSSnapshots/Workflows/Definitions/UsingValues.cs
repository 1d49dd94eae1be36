using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>
/// Reads the <c>$using:</c> variables of a step where its definition stands, as the values that the step will see:
/// in another runspace, in a later process of a loop's turn.
/// </summary>
internal static class UsingValues
{
    /// <summary>The values by the keys under which the engine looks for them; nothing where the block has none.</summary>
    public static Hashtable? Of(ScriptBlock block)
    {
        Hashtable? values = null;
        foreach (var use in block.Ast.FindAll(node => node is UsingExpressionAst, searchNestedScriptBlocks: true).Cast<UsingExpressionAst>())
            (values ??= [])[KeyOf(use)] = Read(use);
        return values;
    }

    /// <summary>The engine's key: the expression's text, of a variable alone in lower case, as UTF-16 in Base64.</summary>
    private static string KeyOf(UsingExpressionAst use)
    {
        var text = use.ToString();
        if (use.SubExpression is VariableExpressionAst) text = text.ToLowerInvariant();
        return Convert.ToBase64String(Encoding.Unicode.GetBytes(text));
    }

    private static object? Read(UsingExpressionAst use)
    {
        var expression = use.ToString().Replace("using:", "", StringComparison.OrdinalIgnoreCase);
        return ScriptBlock.Create(expression).InvokeReturnAsIs().Unwrap();
    }
}
