using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PSSnapshots.Tests.Hosting;

/// <summary>
/// A PowerShell engine with the module: a separate runspace with <c>out/Snapshots</c> imported. Its location is a new
/// temporary folder, which is deleted with it.
/// </summary>
/// <remarks>
/// <para>
/// All runspaces of a process share the default manager and the options of the module. Tests run in parallel, so each
/// test uses unique run IDs (or <c>-Manager</c>), and counts only its own snapshots. A test that changes the options of
/// the session, or that clears all runs, needs a separate process
/// (<see cref="ShellProcess"/>).
/// </para>
/// <para>
/// For the same reason, disposing does not remove the module: removal clears state that another test may use.
/// </para>
/// </remarks>
public sealed class ModuleEngine : IDisposable
{
    static ModuleEngine()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        // For runspaces that scripts create and that load the module by name, as ForEach-Object -Parallel does.
        string modules = Path.GetDirectoryName(RepositoryPaths.StagedModule)!;
        string? others = Environment.GetEnvironmentVariable("PSModulePath");
        Environment.SetEnvironmentVariable(
            "PSModulePath", string.IsNullOrEmpty(others) ? modules : modules + Path.PathSeparator + others);
    }

    /// <param name="host">The host, for a test that answers prompts. The default is a silent host.</param>
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

    /// <summary>Runs <paramref name="script"/> in the global scope, so that its variables remain, with <c>$args</c>.</summary>
    /// <returns>The output of the script.</returns>
    /// <exception cref="RuntimeException">A terminating error ended the script.</exception>
    /// <remarks>A non-terminating error fails the test too. To test for errors, use <see cref="Run"/>.</remarks>
    public IReadOnlyList<PSObject> Invoke(string script, params object?[] arguments)
    {
        InvokeResult result = Run(script, arguments);
        if (result.TerminatingError is not null)
            throw result.TerminatingError;

        Assert.True(result.Errors.Count == 0, $"The script wrote errors:\n{string.Join('\n', result.Errors)}");
        return result.Output;
    }

    /// <summary>Runs <paramref name="script"/> like <see cref="Invoke"/>, and returns every stream and the error that ended the script.</summary>
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

    /// <summary>Runs <paramref name="script"/>, and asserts that it causes exactly one error, terminating or not.</summary>
    public ErrorRecord SingleError(string script, params object?[] arguments)
    {
        InvokeResult result = Run(script, arguments);
        return result.TerminatingError is null
            ? Assert.Single(result.Errors)
            : Assert.Single([.. result.Errors, result.TerminatingError.ErrorRecord]);
    }

    /// <summary>Creates a pipeline, for a test that invokes it asynchronously and stops it.</summary>
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
