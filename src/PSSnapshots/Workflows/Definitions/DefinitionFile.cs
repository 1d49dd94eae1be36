using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>Loads the script file of a definition as PowerShell loads a script, so that execution policy and file trust apply.</summary>
internal static class DefinitionFile
{
    /// <param name="cmdlet">The cmdlet that reads the definition.</param>
    /// <param name="path">The full path of an existing file.</param>
    /// <exception cref="DefinitionFailure">The file is not a script, cannot be parsed, or is not allowed to run.</exception>
    public static ScriptBlock Read(PSCmdlet cmdlet, string path)
    {
        var name = Path.GetFileName(path);
        var script = Find(cmdlet, path, name);
        try
        {
            return script.ScriptBlock;
        }
        catch (PSSecurityException refused)
        {
            throw new DefinitionFailure(
                nameof(Messages.DefinitionNotAllowed), MessageText.Of(nameof(Messages.DefinitionNotAllowed), name, refused.Message), path, refused);
        }
        catch (ParseException failure) when (failure.Errors is [var first, ..])
        {
            var place = $"at {name}, line {first.Extent.StartLineNumber}, column {first.Extent.StartColumnNumber}";
            throw DefinitionErrors.Invalid("the script", first.Message + AdviceOn(first.Extent.Text), place, path, failure);
        }
    }

    private static ExternalScriptInfo Find(PSCmdlet cmdlet, string path, string name)
    {
        if (cmdlet.InvokeCommand.GetCommand(path, CommandTypes.ExternalScript) is not ExternalScriptInfo found)
            throw DefinitionErrors.Invalid(name, "the file is not a PowerShell script. Use a file with the extension .ps1", DefinitionFailure.UnknownPlace, path, null);
        // PowerShell expands brackets in a path if the pattern matches something, and otherwise takes them
        // literally.
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (!string.Equals(Path.GetFullPath(found.Path), Path.GetFullPath(path), comparison))
            throw DefinitionErrors.Invalid(name, $"PowerShell interprets the brackets in the path as wildcards, which match '{found.Path}'. Rename the file", DefinitionFailure.UnknownPlace, path, null);
        return found;
    }

    // These are workflow keywords of Windows PowerShell. PowerShell 7 does not support them at the start of a
    // command.
    private static string AdviceOn(string text) => text.ToLowerInvariant() switch
    {
        "parallel" => " Use InParallel.",
        var word when word.StartsWith("workflow", StringComparison.Ordinal) => " Use SubWorkflow.",
        _ => "",
    };
}
