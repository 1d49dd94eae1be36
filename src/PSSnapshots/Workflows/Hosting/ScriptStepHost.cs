using System.Collections.ObjectModel;
using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>Base class of the hosts that run the script blocks of a workflow in the caller's runspace or in others.</summary>
/// <param name="scope">The state that the hosts of the run share.</param>
internal abstract class ScriptStepHost(RunScope scope) : IStepHost
{
    protected RunScope Scope => scope;

    /// <inheritdoc/>
    public StepOutcome Invoke(StepCode code, StepCall context, CancellationToken cancellation)
    {
        using var frame = StepFrame.Enter(context.StepId);
        try
        {
            var output = Run((StepScript)code.Body, context, cancellation);
            return new StepOutcome(Freeze(output, JsonPointer.Append("/stepResults", context.StepId) + "/output"));
        }
        catch (TerminateException) when (frame.IsSuspended)
        {
            return new StepOutcome(null, frame.Payload, IsSuspended: true);
        }
    }

    /// <inheritdoc/>
    public bool Test(StepCode code, StepCall context, CancellationToken cancellation)
    {
        var output = Run((StepScript)code.Body, context, cancellation);
        return LanguagePrimitives.IsTrue(output.Count == 1 ? output[0] : output);
    }

    /// <inheritdoc/>
    public IReadOnlyList<JsonValue> GetItems(StepCode code, StepCall context, CancellationToken cancellation) =>
        [.. Run((StepScript)code.Body, context, cancellation).Select((item, index) => ObjectSerializer.ToValue(item, $"/{context.StepId}/{index}"))];

    /// <inheritdoc/>
    public abstract void RunAtOnce(IReadOnlyList<Action<IStepHost>> bodies, int throttleLimit);

    /// <inheritdoc/>
    public void Wait(TimeSpan delay, CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(delay);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public bool IsThrownByCode(Exception failure) => failure is not (TimeoutException or UnsupportedValueException or ContextConflictException);

    /// <inheritdoc/>
    public RunError ToRunError(Exception failure) => ErrorConversion.OfStep(failure);

    /// <summary>Runs a script block in the host's runspace, and returns its output.</summary>
    /// <param name="script">The script.</param>
    /// <param name="call">The step call.</param>
    /// <param name="cancellation">Stops the script.</param>
    /// <exception cref="OperationCanceledException">The script was stopped.</exception>
    /// <exception cref="TimeoutException">The time limit was exceeded.</exception>
    protected abstract Collection<PSObject> Run(StepScript script, StepCall call, CancellationToken cancellation);

    /// <summary>Returns the caller's preferences that a script does not inherit from its scope.</summary>
    protected abstract IReadOnlyList<(string Name, object Value)> PreferencesOf(StepScript script);

    /// <summary>Runs the script block in the runspace of this thread, in a new scope.</summary>
    protected Collection<PSObject> RunHere(ScriptBlock block, StepScript script, StepCall call)
    {
        using var frame = CodeFrame.Enter(call.Store);
        var context = new ContextTable(call.Store, call.StepId);
        Collection<PSObject> output;
        try
        {
            output = block.InvokeWithContext(null, StepVariables.Of(script, call, scope, context, PreferencesOf(script)), StepVariables.Arguments(script, call));
        }
        catch (TerminateException)
        {
            context.WriteBack();
            throw;
        }
        catch (FlowControlException jump)
        {
            context.WriteBackAfterFailure();
            var word = jump.GetType().Name.Replace("Exception", "", StringComparison.Ordinal).ToLowerInvariant();
            throw new InvalidOperationException(MessageText.Of(nameof(Messages.StepLeft), call.StepId, word), jump);
        }
        catch (Exception failure) when (failure is not PipelineStoppedException)
        {
            context.WriteBackAfterFailure();
            throw;
        }
        context.WriteBack();
        return output;
    }

    private static JsonValue? Freeze(Collection<PSObject> output, string path) => output.Count switch
    {
        0 => null,
        1 => ObjectSerializer.ToValue(output[0], path),
        _ => ObjectSerializer.ToValue(output.ToArray(), path),
    };
}
