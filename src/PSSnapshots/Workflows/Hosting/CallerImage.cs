using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>What a caller's session has that steps in other runspaces need: modules, functions, aliases, its location.</summary>
internal sealed class CallerImage
{
    private readonly List<string> _modules = [];
    private readonly List<SessionStateCommandEntry> _commands = [];
    private readonly string _location;

    private CallerImage(string location) => _location = location;

    /// <summary>Looks up what the caller has; on the caller's thread.</summary>
    public static CallerImage Of(PSCmdlet caller)
    {
        var image = new CallerImage(caller.SessionState.Path.CurrentFileSystemLocation.ProviderPath);
        // Modules that PowerShell itself brings are loaded on first use in any runspace.
        var home = caller.GetVariableValue("PSHOME") as string;
        foreach (var found in ScriptBlock.Create("Get-Module").Invoke())
        {
            if (found.Unwrap() is PSModuleInfo module && FileOf(module) is { } file && !IsIn(file, home)) image._modules.Add(file);
        }
        foreach (var command in caller.InvokeCommand.GetCommands("*", CommandTypes.Function | CommandTypes.Filter | CommandTypes.Alias, nameIsPattern: true))
        {
            switch (command)
            {
                case FunctionInfo function when function.Module is null || FileOf(function.Module) is null:
                    image._commands.Add(new SessionStateFunctionEntry(function.Name, function.Definition));
                    break;
                case AliasInfo alias when alias.Module is null:
                    image._commands.Add(new SessionStateAliasEntry(alias.Name, alias.Definition));
                    break;
            }
        }
        return image;
    }

    public InitialSessionState ToSessionState()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([.. _modules]);
        foreach (var command in _commands)
        {
            state.Commands.Remove(command.Name, command.GetType());
            state.Commands.Add(command);
        }
        return state;
    }

    /// <summary>Brings a new runspace to the caller's place.</summary>
    public void Enter(Runspace runspace) => runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(_location));

    /// <summary>The manifest of a module, with which its formats and types come too; else the module's file.</summary>
    private static string? FileOf(PSModuleInfo module)
    {
        if (string.IsNullOrEmpty(module.Path) || !File.Exists(module.Path)) return null;
        var manifest = Path.Combine(module.ModuleBase, module.Name + ".psd1");
        return File.Exists(manifest) ? manifest : module.Path;
    }

    private static bool IsIn(string file, string? folder) =>
        !string.IsNullOrEmpty(folder) && file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
}
