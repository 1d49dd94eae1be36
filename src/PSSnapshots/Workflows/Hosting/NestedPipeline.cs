using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>A pipeline that can be stopped separately, by a step's time limit or because its run is suspended.</summary>
internal static class NestedPipeline
{
    /// <summary>Runs code in a pipeline.</summary>
    /// <param name="pipeline">A pipeline without commands.</param>
    /// <param name="script">The script that invokes its first argument with its second.</param>
    /// <param name="code">The code to run.</param>
    /// <param name="usingValues">The values of <c>$using:</c> variables.</param>
    /// <param name="output">Receives the output of the script.</param>
    /// <param name="call">The step call, with its time limit.</param>
    /// <param name="cancellation">Stops the pipeline.</param>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    /// <exception cref="TimeoutException">The time limit was exceeded, and the pipeline was stopped.</exception>
    /// <exception cref="PipelineStoppedException">The outer pipeline was stopped.</exception>
    public static void Run(
        PowerShell pipeline, string script, Action code, Hashtable? usingValues, PSDataCollection<PSObject> output, StepCall call, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        Exception? failure = null;
        var hasBegun = 0;
        Action guarded = () =>
        {
            // A pipeline that is stopped just before it begins fails, or runs on. Before this line, the code is not begun;
            // after it, the pipeline is stopped.
            Interlocked.Exchange(ref hasBegun, 1);
            if (either.IsCancellationRequested)
            {
                failure = new PipelineStoppedException();
                return;
            }
            try
            {
                code();
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }
        };
        // PowerShell looks up the values of $using: variables by this name, as in ForEach-Object -Parallel.
        pipeline.AddScript(script, useLocalScope: true).AddArgument(InvokeCodeCommand.CreateInfo()).AddArgument(guarded);
        if (usingValues is not null) pipeline.AddParameter("--%", usingValues);

        IAsyncResult? stopping = null;
        var stop = either.Token.Register(() =>
        {
            if (Interlocked.CompareExchange(ref hasBegun, 0, 0) == 1) stopping = pipeline.BeginStop(null, null);
        });
        try
        {
            if (call.Timeout is { } time) limit.CancelAfter(time);
            pipeline.Invoke(null, output);
        }
        catch (PipelineStoppedException) when (either.IsCancellationRequested)
        {
            // The reason is determined below.
        }
        finally
        {
            // Waits for the call that started the stop, so that the pipeline is not disposed of too early.
            stop.Dispose();
            if (stopping is not null) pipeline.EndStop(stopping);
        }
        if (failure is null or PipelineStoppedException)
        {
            cancellation.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested && (failure is not null || pipeline.InvocationStateInfo.State == PSInvocationState.Stopped))
                throw new TimeoutException(MessageText.Of(nameof(Messages.StepTimedOut), call.StepId, call.Timeout!.Value.TotalSeconds));
        }
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}
