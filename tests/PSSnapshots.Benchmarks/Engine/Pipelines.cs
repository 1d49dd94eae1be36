using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace PSSnapshots.Benchmarks.Engine;

/// <summary>An engine with both modules, which parses each script once.</summary>
internal sealed class Pipelines : IDisposable
{
    private readonly Runspace _runspace;

    public Pipelines()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();

        // The assembly of the module is already loaded by this program, and cannot be loaded a second time.
        Invoke("foreach ($assembly in $args) { Import-Module -Assembly $assembly }", typeof(PSSnapshots.Commands.NewRunSnapshotCommand).Assembly, Assembly.LoadFrom(
            Path.Combine(Path.GetDirectoryName(BuiltModules.Empty)!, "PSSnapshots.EmptyModule.dll")));
    }

    public void Set(string variable, object value) => _runspace.SessionStateProxy.SetVariable(variable, value);

    /// <summary>Runs a script that must not fail.</summary>
    public void Invoke(string script, params object[] arguments)
    {
        using PowerShell pipeline = PowerShell.Create(_runspace);
        pipeline.AddScript(script, useLocalScope: true);
        foreach (object argument in arguments) pipeline.AddArgument(argument);
        pipeline.Invoke();
        if (pipeline.HadErrors) throw new InvalidOperationException(pipeline.Streams.Error.FirstOrDefault()?.ToString() ?? "The script failed.");
    }

    public void Dispose() => _runspace.Dispose();
}
