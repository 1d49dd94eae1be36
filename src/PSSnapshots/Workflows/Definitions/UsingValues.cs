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
            (values ??= [])[KeyOf(use)] = Read(use, block.Module);
        return values;
    }

    /// <summary>The engine's key: the expression's text, of a variable alone in lower case, as UTF-16 in Base64.</summary>
    private static string KeyOf(UsingExpressionAst use)
    {
        var text = use.ToString();
        if (use.SubExpression is VariableExpressionAst) text = text.ToLowerInvariant();
        return Convert.ToBase64String(Encoding.Unicode.GetBytes(text));
    }

    /// <summary>
    /// Reads the variable that the expression begins with, and what the expression takes of it. An entry of a
    /// hashtable takes the value as it is: nothing is enumerated, and an object is the same object.
    /// </summary>
    private static object? Read(UsingExpressionAst use, PSModuleInfo? module)
    {
        var script = ScriptBlock.Create($"Microsoft.PowerShell.Core\\Set-StrictMode -Version 1; @{{ value = {WithoutUsing(use)} }}");
        try
        {
            return ((Hashtable)(module is null ? script : module.NewBoundScriptBlock(script)).InvokeReturnAsIs().Unwrap()!)["value"];
        }
        catch (RuntimeException failure) when (failure.ErrorRecord.FullyQualifiedErrorId == "VariableIsUndefined")
        {
            throw DefinitionFailure.At(nameof(Messages.UsingVariableIsUndefined), use.Extent, use.ToString(), use.ToString());
        }
    }

    private static string WithoutUsing(UsingExpressionAst use)
    {
        var variable = (VariableExpressionAst)use.Find(node => node is VariableExpressionAst, searchNestedScriptBlocks: false);
        var before = variable.Extent.StartOffset - use.Extent.StartOffset;
        var text = use.ToString();
        return $"{text[..before]}${{{CodeGeneration.EscapeVariableName(variable.VariablePath.UserPath)}}}{text[(before + variable.Extent.Text.Length)..]}";
    }
}
