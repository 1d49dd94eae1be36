using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>
/// Evaluates the <c>$using:</c> variables of a step when its definition is read. The step has these values in other
/// runspaces and in later iterations.
/// </summary>
internal static class UsingValues
{
    /// <summary>Returns the values by PowerShell's keys, or <see langword="null"/> if the script block has none.</summary>
    public static Hashtable? Of(ScriptBlock block)
    {
        Hashtable? values = null;
        foreach (var use in block.Ast.FindAll(node => node is UsingExpressionAst, searchNestedScriptBlocks: true).Cast<UsingExpressionAst>())
            (values ??= [])[KeyOf(use)] = Read(use, block.Module);
        return values;
    }

    /// <summary>
    /// Returns PowerShell's key: the text of the expression as Base64-encoded UTF-16, in lower case if it is only a
    /// variable.
    /// </summary>
    private static string KeyOf(UsingExpressionAst use)
    {
        var text = use.ToString();
        if (use.SubExpression is VariableExpressionAst) text = text.ToLowerInvariant();
        return Convert.ToBase64String(Encoding.Unicode.GetBytes(text));
    }

    /// <summary>
    /// Evaluates the variable and the member or index expressions that follow it. A hashtable entry holds the value
    /// without enumerating it, so the object stays the same reference.
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
