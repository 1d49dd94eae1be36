using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PSSnapshots.Tests.Hosting;

/// <summary>
/// The module in a real engine: a runspace of its own with <c>out/Snapshots</c> imported, whose location is a fresh
/// temporary folder that goes away with it.
/// </summary>
/// <remarks>
/// <para>
/// Runspaces of one process share what the module keeps for the session: its default manager and its options. Tests run
/// at the same time, so a test uses run ids that no other test uses (or <c>-Manager</c>), and counts only what is its own.
/// A test that changes the session's options, or clears all runs, belongs in a process of its own
/// (<see cref="ShellProcess"/>).
/// </para>
/// <para>
/// Disposing does not remove the module, for the same reason: what removal clears may serve another test.
/// </para>
/// </remarks>
public sealed class ModuleEngine : IDisposable
{
    static ModuleEngine()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        // For runspaces that scripts make and that load the module by its name, as ForEach-Object -Parallel does.
        string modules = Path.GetDirectoryName(RepositoryPaths.StagedModule)!;
        string? others = Environment.GetEnvironmentVariable("PSModulePath");
        Environment.SetEnvironmentVariable(
            "PSModulePath", string.IsNullOrEmpty(others) ? modules : modules + Path.PathSeparator + others);
    }

    /// <param name="host">The host to run in, for a test that answers prompts; the engine's silent one if not given.</param>
    public ModuleEngine(System.Management.Automation.Host.PSHost? host = null)
    {
        if (!File.Exists(RepositoryPaths.ModuleManifest))
            throw new FileNotFoundException("The module is not staged; building the solution does that.", RepositoryPaths.ModuleManifest);

        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule(RepositoryPaths.ModuleManifest);
        Runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        Runspace.Open();

        WorkingDirectory = Directory.CreateTempSubdirectory("snapshots-test-").FullName;
        Runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(WorkingDirectory));
    }

    /// <summary>The temporary folder that is the location of the runspace.</summary>
    public string WorkingDirectory { get; }

    /// <summary>The runspace, for tests that stop a pipeline or set a variable.</summary>
    public Runspace Runspace { get; }

    /// <summary>Runs <paramref name="script"/> as if it were typed at the prompt (its variables stay), with <c>$args</c>.</summary>
    /// <returns>What it returned.</returns>
    /// <exception cref="RuntimeException">An error ended the script.</exception>
    /// <remarks>An error that did not end the script fails the test as well: <see cref="Run"/> is for those who expect one.</remarks>
    public IReadOnlyList<PSObject> Invoke(string script, params object?[] arguments)
    {
        InvokeResult result = Run(script, arguments);
        if (result.TerminatingError is not null)
            throw result.TerminatingError;

        Assert.True(result.Errors.Count == 0, $"The script wrote errors:\n{string.Join('\n', result.Errors)}");
        return result.Output;
    }

    /// <summary>Runs <paramref name="script"/> like <see cref="Invoke"/>, and gives every stream and whatever ended it.</summary>
    public InvokeResult Run(string script, params object?[] arguments)
    {
        using PowerShell pipeline = CreatePipeline(script, arguments);
        PSDataCollection<PSObject> output = [];
        RuntimeException? terminatingError = null;
        try
        {
            pipeline.Invoke(null, output, new PSInvocationSettings());
        }
        catch (RuntimeException exception)
        {
            terminatingError = exception;
        }

        return new InvokeResult
        {
            Output = [.. output],
            Errors = [.. pipeline.Streams.Error],
            Warnings = [.. pipeline.Streams.Warning.Select(record => record.Message)],
            Verbose = [.. pipeline.Streams.Verbose.Select(record => record.Message)],
            Debug = [.. pipeline.Streams.Debug.Select(record => record.Message)],
            Information = [.. pipeline.Streams.Information],
            Progress = [.. pipeline.Streams.Progress],
            TerminatingError = terminatingError,
        };
    }

    /// <summary>Runs <paramref name="script"/> and asserts that it gives exactly one error, whether that ended it or not.</summary>
    public ErrorRecord SingleError(string script, params object?[] arguments)
    {
        InvokeResult result = Run(script, arguments);
        return result.TerminatingError is null
            ? Assert.Single(result.Errors)
            : Assert.Single([.. result.Errors, result.TerminatingError.ErrorRecord]);
    }

    /// <summary>A pipeline that has not started, for a test that invokes it asynchronously and stops it.</summary>
    public PowerShell CreatePipeline(string script, params object?[] arguments)
    {
        PowerShell pipeline = PowerShell.Create(Runspace).AddScript(script, useLocalScope: false);
        foreach (object? argument in arguments)
            pipeline.AddArgument(argument);
        return pipeline;
    }

    /// <summary>Closes the runspace and deletes the temporary folder.</summary>
    public void Dispose()
    {
        Runspace.Dispose();
        Directory.Delete(WorkingDirectory, recursive: true);
    }
}
