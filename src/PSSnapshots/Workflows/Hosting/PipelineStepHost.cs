using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>
/// Runs steps in the runspace and on the thread of the cmdlet that runs the workflow. Steps have access to the
/// caller's variables and functions, and write to the cmdlet's streams.
/// </summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="scope">The state that the hosts of the run share.</param>
internal sealed class PipelineStepHost(PSCmdlet cmdlet, RunScope scope) : ScriptStepHost(scope)
{
    // Within a try block, a statement-terminating error ends the step. The streams are merged so that the cmdlet
    // can pass them on.
    private const string Script = "param($command, $code) & { try { & $command $code } catch { throw } } *>&1";

    /// <summary>Runs a workflow so that a statement-terminating error ends its step.</summary>
    public static void Within(Action work) =>
        ScriptBlock.Create("try { & $args[0] $args[1] } catch { throw }").InvokeWithContext(null, null, InvokeCodeCommand.CreateInfo(), work);

    /// <inheritdoc/>
    public override void RunAtOnce(IReadOnlyList<Action<IStepHost>> bodies, int throttleLimit)
    {
        Scope.Runspaces.Learn(cmdlet);
        using var records = new BlockingCollection<object>();
        var work = new ParallelWorkers(bodies, throttleLimit, Scope, records.Add);
        work.Start(records.CompleteAdding);
        try
        {
            foreach (var record in records.GetConsumingEnumerable()) RecordWriter.Write(cmdlet, record);
        }
        catch
        {
            // The caller's streams are closed, for example by Ctrl+C. The steps are stopped, and their
            // further output is discarded.
            Scope.Stop();
            throw;
        }
        finally
        {
            work.WaitForAll();
        }
    }

    /// <inheritdoc/>
    protected override Collection<PSObject> Run(StepScript script, StepCall call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return call.Timeout is null && script.UsingValues is null ? RunHere(script.Block, script, call) : RunNestedWhereItBelongs(script, call, cancellation);
        }
        catch (PipelineStoppedException) when (cmdlet.Stopping)
        {
            Scope.Stop();
            throw new OperationCanceledException(cancellation);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A script of another module, or of no module, does not see the variables of the caller.</remarks>
    protected override IReadOnlyList<(string Name, object Value)> PreferencesOf(StepScript script) =>
        ReferenceEquals(script.Block.Module, cmdlet.SessionState.Module) ? Scope.Given : Scope.InEffect;

    /// <summary>
    /// PowerShell looks up <c>$using:</c> values in the session state of the script block, which is that of a
    /// module if a function of the module contains the definition. The nested pipeline starts there.
    /// </summary>
    private Collection<PSObject> RunNestedWhereItBelongs(StepScript script, StepCall call, CancellationToken cancellation)
    {
        if (script.Entry is not { } entry) return RunNested(script, call, cancellation);
        Collection<PSObject> output = [];
        ExceptionDispatchInfo? failure = null;
        Action run = () =>
        {
            try
            {
                output = RunNested(script, call, cancellation);
            }
            catch (Exception thrown)
            {
                failure = ExceptionDispatchInfo.Capture(thrown);
            }
        };
        entry.InvokeWithContext(null, null, InvokeCodeCommand.CreateInfo(), run);
        failure?.Throw();
        return output;
    }

    private Collection<PSObject> RunNested(StepScript script, StepCall call, CancellationToken cancellation)
    {
        using var pipeline = PowerShell.Create(RunspaceMode.CurrentRunspace);
        using var records = new PSDataCollection<PSObject>();
        records.DataAdded += (_, added) => RecordWriter.Write(cmdlet, records[added.Index].Unwrap());
        Collection<PSObject> output = [];
        NestedPipeline.Run(
            pipeline, Script, () => output = RunHere(script.Block, script, call), script.UsingValues, records, call, cancellation);
        return output;
    }
}
