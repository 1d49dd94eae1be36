using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>
/// Runs the code of a workflow for the runner. Each host is used by one thread at a time; what runs at once has hosts
/// of its own.
/// </summary>
public interface IStepHost
{
    /// <summary>Runs a step's code once.</summary>
    /// <param name="code">The code.</param>
    /// <param name="context">What it gets to know.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="TimeoutException">It took longer than it may, and was stopped. An exception of this type that the code itself throws arrives wrapped.</exception>
    /// <exception cref="Exception">It failed: any other exception.</exception>
    public StepOutcome Invoke(StepCode code, StepCall context, CancellationToken cancellation);

    /// <summary>Asks a condition.</summary>
    /// <param name="code">The code.</param>
    /// <param name="context">What it gets to know.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Whether it holds.</returns>
    public bool Test(StepCode code, StepCall context, CancellationToken cancellation);

    /// <summary>Gets the items of a foreach.</summary>
    /// <param name="code">The code.</param>
    /// <param name="context">What it gets to know.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The items.</returns>
    public IReadOnlyList<JsonValue> GetItems(StepCode code, StepCall context, CancellationToken cancellation);

    /// <summary>
    /// Runs several at once, each with a host of its own, and returns when all have ended. None of them throws.
    /// </summary>
    /// <param name="bodies">What runs.</param>
    /// <param name="throttleLimit">How many at most at a time.</param>
    public void RunAtOnce(IReadOnlyList<Action<IStepHost>> bodies, int throttleLimit);

    /// <summary>Waits before a further attempt.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public void Wait(TimeSpan delay, CancellationToken cancellation);

    /// <summary>
    /// Returns whether the code of a step threw what made it fail. Only after that a step is repeated that must not run
    /// twice.
    /// </summary>
    /// <param name="failure">What <see cref="Invoke"/> threw.</param>
    /// <returns>False for a time limit, and for what failed after the code had ended.</returns>
    public bool IsThrownByCode(Exception failure) => failure is not TimeoutException;

    /// <summary>Makes what the run keeps of a failure.</summary>
    /// <param name="failure">What a step threw.</param>
    /// <returns>The error, with type, message, position and stack.</returns>
    public RunError ToRunError(Exception failure);
}
