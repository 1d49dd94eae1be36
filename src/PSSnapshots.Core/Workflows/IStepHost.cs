using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>
/// Runs the code of a workflow for the runner. A host is used by one thread at a time. Code that runs in parallel uses
/// separate hosts.
/// </summary>
public interface IStepHost
{
    /// <summary>Runs a step's code once.</summary>
    /// <param name="code">The code.</param>
    /// <param name="context">The context that is passed to the code.</param>
    /// <param name="cancellation">Stops the code.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="OperationCanceledException">The code was stopped.</exception>
    /// <exception cref="TimeoutException">The code exceeded its time limit and was stopped. An exception of this type that the code itself throws is wrapped.</exception>
    /// <exception cref="Exception">The code failed. Any other exception means this.</exception>
    public StepOutcome Invoke(StepCode code, StepCall context, CancellationToken cancellation);

    /// <summary>Evaluates a condition.</summary>
    /// <param name="code">The code.</param>
    /// <param name="context">The context that is passed to the code.</param>
    /// <param name="cancellation">Stops the code.</param>
    /// <returns>True if the condition is met.</returns>
    public bool Test(StepCode code, StepCall context, CancellationToken cancellation);

    /// <summary>Gets the items of a foreach.</summary>
    /// <param name="code">The code.</param>
    /// <param name="context">The context that is passed to the code.</param>
    /// <param name="cancellation">Stops the code.</param>
    /// <returns>The items.</returns>
    public IReadOnlyList<JsonValue> GetItems(StepCode code, StepCall context, CancellationToken cancellation);

    /// <summary>
    /// Runs several delegates in parallel, each with its own host, and returns when all have ended. The delegates do not throw.
    /// </summary>
    /// <param name="bodies">The delegates to run.</param>
    /// <param name="throttleLimit">The maximum number that run at the same time.</param>
    public void RunAtOnce(IReadOnlyList<Action<IStepHost>> bodies, int throttleLimit);

    /// <summary>Waits before the next attempt.</summary>
    /// <param name="delay">The time to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public void Wait(TimeSpan delay, CancellationToken cancellation);

    /// <summary>
    /// Returns whether a failure was thrown by the step's code. A step that is not idempotent is retried only after such a
    /// failure.
    /// </summary>
    /// <param name="failure">The exception that <see cref="Invoke"/> threw.</param>
    /// <returns>False for an exceeded time limit, and for a failure after the code had ended.</returns>
    public bool IsThrownByCode(Exception failure) => failure is not TimeoutException;

    /// <summary>Converts an exception to the error that the run stores.</summary>
    /// <param name="failure">The exception that a step threw.</param>
    /// <returns>The error, with type, message, position and stack.</returns>
    public RunError ToRunError(Exception failure);
}
