using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell;
using PSSnapshots.Shell.Hosting;

namespace PSSnapshots.Shell;

internal enum PipelineOutcome
{
    Completed,
    Failed,
    Stopped,
}

/// <summary>The module is not beside the shell, or does not load; the message says which.</summary>
internal sealed class ModuleNotLoadedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A runspace with the module Snapshots in it, and the host that shows what comes out of it.</summary>
internal sealed class ShellSession : IDisposable
{
    private const string ModuleName = "Snapshots";

    private static readonly string ModulesFolder = Path.Combine(AppContext.BaseDirectory, "Modules");

    private readonly Lock _closing = new();
    private readonly Runspace _runspace;
    private bool _closed;

    private ShellSession()
    {
        Interruption = new Interruption(Close);
        Host = new ShellHost(Interruption);
        Host.NestedPrompt = () => new InteractiveLoop(this).RunNested();
        _runspace = RunspaceFactory.CreateRunspace(Host, CreateInitialState());
    }

    public ShellHost Host { get; }

    public Interruption Interruption { get; }

    /// <exception cref="ModuleNotLoadedException">There is no module to load, or it does not load.</exception>
    public static ShellSession Open()
    {
        PSStyle.Instance.OutputRendering = ConsoleColors.OnOutput ? OutputRendering.Host : OutputRendering.PlainText;

        ShellSession session = new();
        try
        {
            session._runspace.Open();
        }
        catch (RuntimeException exception)
        {
            session.Dispose();
            throw new ModuleNotLoadedException($"The module {ModuleName} could not be loaded: {exception.Message}", exception);
        }

        Runspace.DefaultRunspace = session._runspace;
        PreferOwnModules();
        return session;
    }

    /// <summary>Runs <paramref name="command"/> and prints what comes out of it.</summary>
    public PipelineOutcome Run(Command command)
    {
        using PowerShell pipeline = CreatePipeline();
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.AddCommand(command).AddCommand("Out-Default");
        return Run(pipeline);
    }

    /// <summary>A pipeline of this session, nested in the one that runs if there is one.</summary>
    public PowerShell CreatePipeline() => Host.InNestedPrompt
        ? PowerShell.Create(RunspaceMode.CurrentRunspace)
        : PowerShell.Create(_runspace);

    /// <summary>Lets <c>exit n</c> in the next script file end the session, as it does in commands that are typed.</summary>
    /// <remarks>
    /// Otherwise the engine takes it for the end of that file alone, and its code cannot be told from one that a
    /// program left in <c>$LASTEXITCODE</c>. The engine has a switch for that, made for pwsh, which is not public.
    /// </remarks>
    public void LetExitLeaveTheNextScript()
    {
        const BindingFlags NonPublic = BindingFlags.Instance | BindingFlags.NonPublic;
        object? context = typeof(Runspace).GetProperty("ExecutionContext", NonPublic)?.GetValue(_runspace);
        context?.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", NonPublic)?.SetValue(context, true);
    }

    public void Dispose()
    {
        Close();
        Interruption.Dispose();
    }

    private static InitialSessionState CreateInitialState()
    {
        string manifest = Path.Combine(ModulesFolder, ModuleName, ModuleName + ".psd1");
        if (!File.Exists(manifest))
            throw new ModuleNotLoadedException($"The module {ModuleName} is missing: there is no '{manifest}'. Building the shell puts it there.");

        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule(manifest);

        // As pwsh is shipped: what was written on this machine runs.
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;

        return state;
    }

    // Runspaces that load the module by its name (ForEach-Object -Parallel) have to find this one, even where another
    // version is installed for the user: the process can hold only one of its assemblies.
    private static void PreferOwnModules()
    {
        string path = Environment.GetEnvironmentVariable("PSModulePath") ?? "";
        IEnumerable<string> others = path
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(folder => folder != ModulesFolder);
        Environment.SetEnvironmentVariable("PSModulePath", string.Join(Path.PathSeparator, others.Prepend(ModulesFolder)));
    }

    private PipelineOutcome Run(PowerShell pipeline)
    {
        try
        {
            using (Interruption.WatchOver(pipeline))
                pipeline.Invoke(null, new PSInvocationSettings { AddToHistory = true });

            // Some stopped pipelines return as if they had ended.
            return pipeline.InvocationStateInfo.State == PSInvocationState.Stopped ? PipelineOutcome.Stopped : PipelineOutcome.Completed;
        }
        catch (PipelineStoppedException)
        {
            return PipelineOutcome.Stopped;
        }
        catch (RuntimeException exception)
        {
            ErrorView.Show(this, exception);
            return PipelineOutcome.Failed;
        }
        finally
        {
            Host.Interface.EndProgress();
        }
    }

    private void Close()
    {
        lock (_closing)
        {
            if (_closed)
                return;

            _closed = true;
        }

        if (_runspace.RunspaceStateInfo.State == RunspaceState.Opened)
        {
            // Closing the runspace alone would leave the module's timers running.
            using PowerShell pipeline = PowerShell.Create(_runspace);
            pipeline.AddCommand("Remove-Module").AddParameter("Name", ModuleName);
            try
            {
                pipeline.Invoke();
            }
            catch (InvalidOperationException)
            {
                // A signal came while the prompt was being made: the runspace is busy, and the process about to end.
            }
        }

        _runspace.Dispose();
    }
}
