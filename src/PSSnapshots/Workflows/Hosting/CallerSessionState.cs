using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>
/// What a caller's session has that steps in other runspaces need: modules, functions, aliases, its location and its
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
    /// The strictest mode among those of the caller and its functions. A trusted function may run in FullLanguage mode in
    /// a session whose other code does not.
    /// </summary>
    public PSLanguageMode LanguageMode { get; private set; }

    /// <summary>Looks up what the caller has; on the caller's thread.</summary>
    public static CallerSessionState Of(PSCmdlet caller)
    {
        var image = new CallerSessionState(caller);
        // Modules that PowerShell itself brings are loaded on first use in any runspace.
        var home = caller.GetVariableValue("PSHOME") as string;
        foreach (var found in ScriptBlock.Create("Get-Module").Invoke())
        {
            if (found.Unwrap() is PSModuleInfo module && FileOf(module) is { } file && !IsIn(file, home)) image._modules.Add(file);
        }
        foreach (var command in caller.InvokeCommand.GetCommands("*", CommandTypes.Function | CommandTypes.Filter | CommandTypes.Alias, nameIsPattern: true))
            image.Add(command);
        return image;
    }

    /// <summary>Opens a runspace that has what the caller has.</summary>
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
    /// Adds modules and functions to a runspace that is open. Those of an initial session state are always in
    /// FullLanguage mode, whatever mode the runspace is in.
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
