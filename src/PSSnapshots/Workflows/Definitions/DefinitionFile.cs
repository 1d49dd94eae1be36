using System.Management.Automation;
using System.Management.Automation.Language;

namespace PSSnapshots.Workflows;

/// <summary>Reads the script file of a definition.</summary>
internal static class DefinitionFile
{
    /// <exception cref="DefinitionFailure">It is no script.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ScriptBlock Read(string path)
    {
        var ast = Parser.ParseFile(path, out _, out var errors);
        if (errors.Length == 0) return ast.GetScriptBlock();
        var first = errors[0];
        var place = $"at {Path.GetFileName(path)}, line {first.Extent.StartLineNumber}, column {first.Extent.StartColumnNumber}";
        // These are keywords of a language that PowerShell 7 no longer has, and cannot begin a command in it.
        var advice = first.Extent.Text.ToLowerInvariant() switch
        {
            "parallel" => " Write InParallel.",
            var text when text.StartsWith("workflow", StringComparison.Ordinal) => " Write SubWorkflow.",
            _ => "",
        };
        throw new DefinitionFailure(
            nameof(Messages.InvalidDefinition), MessageText.Of(nameof(Messages.InvalidDefinition), "the script", first.Message + advice, place), path);
    }
}
