namespace PSSnapshots.Workflows.Engine;

/// <summary>The code of a condition or of a list of items threw. The runner catches it, and the node fails with the inner exception.</summary>
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
