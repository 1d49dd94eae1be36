namespace PSSnapshots.Workflows.Engine;

/// <summary>The code of a condition or of a list of items threw. It never leaves the runner: the node fails of what is within.</summary>
internal sealed class CodeFailedException(Exception inner) : Exception(inner.Message, inner)
{
    public static T Guard<T>(Func<T> code, CancellationToken cancellation)
    {
        try
        {
            return code();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            throw new CodeFailedException(failure);
        }
    }
}
