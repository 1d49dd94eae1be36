namespace PSSnapshots.Workflows.Engine;

/// <summary>The code of a condition or of a list of items threw. It never leaves the runner: the node fails of what is within.</summary>
internal sealed class CodeFailedException(StepCode code, Exception inner) : Exception(inner.Message, inner)
{
    public StepCode Code { get; } = code;

    public static T Guard<T>(StepCode code, Func<T> run, CancellationToken cancellation)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            throw new CodeFailedException(code, failure);
        }
    }
}
