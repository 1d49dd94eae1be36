using System.Collections.ObjectModel;
using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>Runs steps in a runspace from the run's pool, and forwards their streams.</summary>
/// <param name="scope">The state that the hosts of the run share.</param>
/// <param name="forward">Receives the records of the steps' streams, on the thread of the step.</param>
internal sealed class RunspaceStepHost(RunScope scope, Action<object> forward) : ScriptStepHost(scope), IDisposable
{
    private const string Script = "param($command, $code) try { & $command $code } catch { throw }";

    private StepRunspace? _runspace;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_runspace is not null) Scope.Runspaces.Return(_runspace);
        _runspace = null;
    }

    /// <inheritdoc/>
    public override void RunAtOnce(IReadOnlyList<Action<IStepHost>> bodies, int throttleLimit)
    {
        var work = new ParallelWorkers(bodies, throttleLimit, Scope, forward);
        work.Start(() => { });
        work.WaitForAll();
    }

    /// <inheritdoc/>
    protected override Collection<PSObject> Run(StepScript script, StepCall call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _runspace ??= Scope.Runspaces.Rent();
        using var pipeline = PowerShell.Create();
        pipeline.Runspace = _runspace.Runspace;
        Pass(pipeline.Streams.Error);
        Pass(pipeline.Streams.Warning);
        Pass(pipeline.Streams.Verbose);
        Pass(pipeline.Streams.Debug);
        Pass(pipeline.Streams.Information);
        Pass(pipeline.Streams.Progress);
        Collection<PSObject> output = [];
        using var none = new PSDataCollection<PSObject>();
        var block = _runspace.BlockOf(script);
        NestedPipeline.Run(
            pipeline, Script, () => output = RunHere(block, script, call), script.UsingValues, none, call, cancellation);
        return output;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, object Value)> PreferencesOf(StepScript script) => Scope.InEffect;

    private void Pass<T>(PSDataCollection<T> stream) => stream.DataAdded += (_, added) => forward(stream[added.Index]!);
}
