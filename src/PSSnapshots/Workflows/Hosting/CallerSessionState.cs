using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>
/// The parts of the caller's session that steps in other runspaces need: modules, functions, aliases, location and
/// language mode.
/// </summary>
internal sealed class CallerSessionState
{
    private readonly List<string> _modules = [];
    private readonly List<SessionStateAliasEntry> _aliases = [];
    private readonly List<(string Name, string Definition)> _functions = [];
    private readonly string _location;

    private CallerSessionState(PSCmdlet caller)
    {
        _location = caller.SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        LanguageMode = caller.SessionState.LanguageMode;
    }

    /// <summary>
    /// The strictest language mode of the caller and its functions. A trusted function can run in FullLanguage mode
    /// in a session that is otherwise constrained.
    /// </summary>
    public PSLanguageMode LanguageMode { get; private set; }

    /// <summary>Captures the caller's session state. Call this on the caller's thread.</summary>
    public static CallerSessionState Of(PSCmdlet caller)
    {
        var image = new CallerSessionState(caller);
        // Modules that ship with PowerShell are loaded automatically in any runspace.
        var home = caller.GetVariableValue("PSHOME") as string;
        foreach (var found in ScriptBlock.Create("Get-Module").Invoke())
        {
            if (found.Unwrap() is PSModuleInfo module && FileOf(module) is { } file && !IsIn(file, home)) image._modules.Add(file);
        }
        foreach (var command in caller.InvokeCommand.GetCommands("*", CommandTypes.Function | CommandTypes.Filter | CommandTypes.Alias, nameIsPattern: true))
            image.Add(command);
        return image;
    }

    /// <summary>Opens a runspace with the caller's session state.</summary>
    public Runspace Open()
    {
        var state = InitialSessionState.CreateDefault2();
        state.LanguageMode = LanguageMode;
        foreach (var alias in _aliases) Replace(state, alias);
        if (LanguageMode == PSLanguageMode.FullLanguage)
        {
            state.ImportPSModule([.. _modules]);
            foreach (var (name, definition) in _functions) Replace(state, new SessionStateFunctionEntry(name, definition));
        }
        var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Name = "Workflow steps";
        runspace.Open();
        if (LanguageMode != PSLanguageMode.FullLanguage) AddCode(runspace);
        runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(_location));
        return runspace;
    }

    private void Add(CommandInfo command)
    {
        switch (command)
        {
            case FunctionInfo function:
                LanguageMode = LanguageModes.Stricter(LanguageMode, LanguageModes.Of(function.ScriptBlock));
                if (function.Module is null || FileOf(function.Module) is null) _functions.Add((function.Name, function.Definition));
                break;
            case AliasInfo { Module: null } alias:
                _aliases.Add(new SessionStateAliasEntry(alias.Name, alias.Definition));
                break;
        }
    }

    /// <summary>
    /// Adds modules and functions to an open runspace. In an initial session state they would always be in
    /// FullLanguage mode, regardless of the runspace's mode.
    /// </summary>
    private void AddCode(Runspace runspace)
    {
        using var pipeline = PowerShell.Create();
        pipeline.Runspace = runspace;
        foreach (var module in _modules)
            pipeline.AddCommand("Microsoft.PowerShell.Core\\Import-Module").AddParameter("Name", module).AddParameter("ErrorAction", ActionPreference.Ignore).AddStatement();
        pipeline.AddCommand("Microsoft.PowerShell.Core\\Set-StrictMode").AddParameter("Off");
        pipeline.Invoke();
        foreach (var (name, definition) in _functions) runspace.SessionStateProxy.InvokeProvider.Item.Set([$"Function:\\{name}"], definition, force: true, literalPath: true);
    }

    private static void Replace(InitialSessionState state, SessionStateCommandEntry command)
    {
        state.Commands.Remove(command.Name, command.GetType());
        state.Commands.Add(command);
    }

    /// <summary>
    /// Returns the manifest of a module, which also loads its formats and types, or the module file if there is no
    /// manifest.
    /// </summary>
    private static string? FileOf(PSModuleInfo module)
    {
        if (string.IsNullOrEmpty(module.Path) || !File.Exists(module.Path)) return null;
        var manifest = Path.Combine(module.ModuleBase, module.Name + ".psd1");
        return File.Exists(manifest) ? manifest : module.Path;
    }

    private static bool IsIn(string file, string? folder) =>
        !string.IsNullOrEmpty(folder) && file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
}
